using XentStream.Pipeline.Incidents;

namespace XentStream.Pipeline.Publishing;

/// <summary>What the worker has at hand at this moment, for those who look: its partitions, and the incidents that are open on them.</summary>
public sealed class WorkerState
{
    private readonly PartitionLags lags;
    private readonly IncidentCounts incidents;
    private readonly JoinStates joins;
    private readonly TimeProvider time;

    internal WorkerState(PartitionLags lags, IncidentCounts incidents, JoinStates joins, TimeProvider time) =>
        (this.lags, this.incidents, this.joins, this.time) = (lags, incidents, joins, time);

    /// <summary>Whether labels come by themselves for a partition at hand.</summary>
    public bool JoinsLabels => joins.HasPartitions;

    /// <summary>How much of the last hour is labelled, where labels come by themselves.</summary>
    public IReadOnlyList<LabelCoverage> LastHour => joins.LastHour;

    /// <summary>The partitions, in order.</summary>
    public IReadOnlyList<AssignedPartition> Partitions
    {
        get
        {
            var now = time.GetUtcNow();
            return
            [
                .. from partition in lags.All
                   let lag = partition.Value
                   orderby partition.Key.Topic, partition.Key.Number
                   select new AssignedPartition(partition.Key.Topic, partition.Key.Number, lag.Reached, lag.Records, lag.TimeAt(now)?.TotalSeconds, lag.IsStalled),
            ];
        }
    }

    /// <summary>The open incidents, the latest first.</summary>
    public IReadOnlyList<OpenIncident> Incidents =>
        [.. incidents.Open.GroupBy(incident => (incident.Key.Code, incident.Key.Model, incident.Key.Version)).Select(Together).OrderByDescending(incident => incident.Opened)];

    private static OpenIncident Together(IEnumerable<Incident> parts)
    {
        var ordered = parts.OrderBy(part => part.OpenedAt).ThenBy(part => part.Key.Source.Number).ToList();
        var first = ordered[0];
        return new OpenIncident(first.Key.Code, first.Key.Model, first.Key.Version, first.Example.Severity)
        {
            Wrong = first.Example.Wrong,
            Cause = first.Example.Cause,
            Fix = first.Example.Fix,
            Count = ordered.Sum(part => part.Count),
            Partitions = [.. ordered.Select(part => part.Key.Source.ToString()).Order(StringComparer.Ordinal)],
            First = $"{first.Key.Source} offset {first.First.Offset}",
            Opened = first.OpenedAt,
            Seen = ordered.Max(part => part.SeenAt),
        };
    }
}
