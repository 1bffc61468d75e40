using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Recording;

/// <summary>Step 6 of the way of the data: everything that a thread has evaluated and not yet committed, by partition.</summary>
internal sealed class PendingBatch(WorkerSettings settings, TimeProvider time)
{
    // Totals take some 10 KB each; a stream that names a new model with each record must not fill the memory.
    private const int MaxDeltas = 1024;

    // Producers set timestamps as they like; microseconds in place of milliseconds are beyond what a date can hold.
    private static readonly long LatestTimestamp = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly Dictionary<PartitionId, PendingPartition> partitions = [];
    private readonly Dictionary<PartitionId, long> positions = [];
    private readonly Stack<PendingDelta> unused = [];
    private long firstAt;
    private int records;
    private long bytes;
    private int deltas;

    /// <summary>What came, by partition.</summary>
    public IReadOnlyDictionary<PartitionId, PendingPartition> Partitions => partitions;

    /// <summary>Whether there is nothing to commit.</summary>
    public bool IsEmpty => partitions.Count == 0;

    /// <summary>The offsets to commit.</summary>
    public IEnumerable<TopicPartitionOffset> Ends => partitions.Select(partition => new TopicPartitionOffset(partition.Key.ToTopicPartition(), partition.Value.To));

    /// <summary>All deltas, each with its partition.</summary>
    public IEnumerable<(PartitionId Source, PendingPartition Partition, DeltaKey Key, PendingDelta Delta)> Deltas =>
        from partition in partitions from delta in partition.Value.Deltas select (partition.Key, partition.Value, delta.Key, delta.Value);

    /// <summary>The faults, each with what makes it one incident with others.</summary>
    public IEnumerable<(IncidentKey Key, PendingIncident Incident)> Incidents =>
        from partition in partitions
        from incident in partition.Value.Incidents
        select (new IncidentKey(incident.Key.Code, incident.Key.Model, incident.Key.Version, partition.Key), incident.Value);

    /// <summary>What the commit of this batch changes of the incidents.</summary>
    public IReadOnlyList<Incident> IncidentChanges { get; set; } = [];

    /// <summary>The time since the first record.</summary>
    public TimeSpan Age => time.GetElapsedTime(firstAt);

    /// <summary>How long until a commit is due; zero or less where it is.</summary>
    public TimeSpan TimeToCommit
    {
        get
        {
            var commit = settings.Commit;
            return IsEmpty ? commit.Interval
                : records >= commit.Records || bytes >= commit.Bytes || deltas >= MaxDeltas ? TimeSpan.Zero
                : commit.Interval - Age;
        }
    }

    /// <summary>Notes where a partition that was just assigned begins, so that ranges of offsets tile it without a gap.</summary>
    public void Begin(PartitionId partition, long position) => positions[partition] = position;

    /// <summary>Adds a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="held">What it was before it was quarantined, where it comes from there: then its window is the one that it had.</param>
    public void Add(ConsumeResult<RecordKey, Evaluation> record, QuarantinedRecord? held = null)
    {
        if (IsEmpty)
        {
            firstAt = time.GetTimestamp();
        }

        var evaluation = record.Message.Value;
        var partition = Find(new PartitionId(record.Topic, record.Partition), record.Offset);
        partition.To = record.Offset + 1;
        partition.Records++;
        partition.Bytes += evaluation.Length;
        records++;
        bytes += evaluation.Length;
        if (partition.Links.Count < CommitTrace.MaxLinks && CommitTrace.LinkOf(record.Message.Headers) is { } sender)
        {
            partition.Links.Add(sender);
        }

        var at = TimeOf(held?.Timestamp ?? record.Message.Timestamp);
        FindDelta(partition, new DeltaKey(evaluation.Model, evaluation.Version, DeltaKey.WindowOf(at, settings.Window))).Add(evaluation, at);
        if (evaluation.Status != BatchStatus.Scored)
        {
            Note(partition, evaluation, new Sighting(record.Offset, at));
        }

        if (evaluation.Status == BatchStatus.Rejected)
        {
            partition.Quarantined.Add(held ?? QuarantinedRecord.Of(record));
        }
    }

    /// <summary>Forgets what came from partitions that now belong to another worker, which reads it again.</summary>
    public void Drop(IEnumerable<PartitionId> lost)
    {
        foreach (var partition in lost)
        {
            positions.Remove(partition);
            if (partitions.Remove(partition, out var pending))
            {
                Reuse(pending);
            }
        }
    }

    /// <summary>Begins the next batch, behind the one that was committed.</summary>
    public void Continue()
    {
        foreach (var (partition, pending) in partitions)
        {
            positions[partition] = pending.To;
            Reuse(pending);
        }

        partitions.Clear();
        IncidentChanges = [];
    }

    /// <summary>The time of a record, whatever its producer wrote.</summary>
    public static DateTimeOffset TimeOf(Timestamp timestamp) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timestamp.UnixTimestampMs, 0, LatestTimestamp));

    private static void Note(PendingPartition partition, Evaluation evaluation, Sighting sighting)
    {
        var key = (evaluation.Faults[0].Code.Name, evaluation.Model, evaluation.Version);
        if (!partition.Incidents.TryGetValue(key, out var incident))
        {
            incident = new PendingIncident(IncidentExample.Of(evaluation.Faults[0]), sighting);
            partition.Incidents.Add(key, incident);
        }

        incident.Add(sighting);
    }

    private PendingPartition Find(PartitionId partition, long offset)
    {
        if (!partitions.TryGetValue(partition, out var pending))
        {
            pending = new PendingPartition(positions.GetValueOrDefault(partition, offset));
            partitions.Add(partition, pending);
        }

        return pending;
    }

    private PendingDelta FindDelta(PendingPartition partition, DeltaKey key)
    {
        if (!partition.Deltas.TryGetValue(key, out var delta))
        {
            delta = unused.TryPop(out var used) ? used : new PendingDelta();
            partition.Deltas.Add(key, delta);
            deltas++;
        }

        return delta;
    }

    private void Reuse(PendingPartition pending)
    {
        foreach (var delta in pending.Deltas.Values)
        {
            delta.Clear();
            unused.Push(delta);
        }

        records -= pending.Records;
        bytes -= pending.Bytes;
        deltas -= pending.Deltas.Count;
    }
}
