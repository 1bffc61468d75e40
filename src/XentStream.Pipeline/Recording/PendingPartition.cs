using System.Diagnostics;
using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Recording;

/// <summary>What came from one partition since the last commit.</summary>
/// <param name="from">The first offset that is not committed.</param>
internal sealed class PendingPartition(long from)
{
    // Of most records only numbers are kept, of rejected ones all bytes, headers and objects around them.
    private const long AroundKept = 1024;

    private readonly Dictionary<DeltaKey, PendingDelta> deltas = [];

    // Records of a model, version and window come in long runs.
    private (DeltaKey Key, PendingDelta Delta)? last;

    /// <summary>The first offset of the range, which is the end of the range before it.</summary>
    public long From { get; } = from;

    /// <summary>The id of the topic, or null where the broker has none.</summary>
    public string? TopicId { get; init; }

    /// <summary>The offset behind the last record.</summary>
    public long To { get; private set; } = from;

    /// <summary>Of a partition of predictions whose labels come by themselves, the partition of those.</summary>
    public (PartitionId Id, PendingPartition Pending)? Labels { get; set; }

    /// <summary>The deltas.</summary>
    public IReadOnlyDictionary<DeltaKey, PendingDelta> Deltas => deltas;

    /// <summary>The rejected records.</summary>
    public List<QuarantinedRecord> Quarantined { get; } = [];

    /// <summary>The faults, by reason code, model and version.</summary>
    public Dictionary<(string Code, string Model, string Version), PendingIncident> Incidents { get; } = [];

    /// <summary>The spans of producers that the records were sent in, where traces are observed.</summary>
    public List<ActivityLink> Links { get; } = [];

    /// <summary>The latest time of a record.</summary>
    public DateTimeOffset LastEvent { get; private set; }

    /// <summary>How many records came.</summary>
    public int Records { get; private set; }

    /// <summary>Bytes of their values.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes that rejected records take until they are committed.</summary>
    public long KeptBytes { get; private set; }

    /// <summary>The delta of a model, version and window, or null where there is none yet.</summary>
    public PendingDelta? Find(DeltaKey key)
    {
        if (last is { } same && same.Key == key)
        {
            return same.Delta;
        }

        last = deltas.TryGetValue(key, out var delta) ? (key, delta) : null;
        return delta;
    }

    /// <summary>Opens one.</summary>
    public void Open(DeltaKey key, PendingDelta delta)
    {
        deltas.Add(key, delta);
        last = (key, delta);
    }

    /// <summary>A record came.</summary>
    public void Take(ConsumeResult<RecordKey, Evaluation> record, DateTimeOffset at)
    {
        To = record.Offset + 1;
        Records++;
        Bytes += record.Message.Value.Length;
        LastEvent = at > LastEvent ? at : LastEvent;
        if (Links.Count < CommitTrace.MaxLinks && CommitTrace.LinkOf(record.Message.Headers) is { } sender)
        {
            Links.Add(sender);
        }
    }

    /// <summary>Keeps what is wrong with a record, and the record itself where it is rejected.</summary>
    /// <returns>The bytes that it takes until it is committed.</returns>
    public long Keep(ConsumeResult<RecordKey, Evaluation> record, DateTimeOffset at, QuarantinedRecord? held)
    {
        var evaluation = record.Message.Value;
        Note(evaluation, new Sighting(record.Offset, at));
        if (evaluation.Status != BatchStatus.Rejected)
        {
            return 0;
        }

        Quarantined.Add(held ?? QuarantinedRecord.Of(record));
        KeptBytes += evaluation.Length + AroundKept;
        return evaluation.Length + AroundKept;
    }

    /// <summary>A fault was seen.</summary>
    public void Note(Fault fault, string model, string version, Sighting sighting)
    {
        var key = (fault.Code.Name, model, version);
        if (!Incidents.TryGetValue(key, out var incident))
        {
            incident = new PendingIncident(IncidentExample.Of(fault), sighting);
            Incidents.Add(key, incident);
        }

        incident.Add(sighting);
    }

    // What names the batch, and what it shows with others; it counts once where both say the same.
    private void Note(Evaluation evaluation, Sighting sighting)
    {
        var name = evaluation.Status == BatchStatus.Scored ? null : evaluation.Faults[0];
        if (name is not null)
        {
            Note(name, evaluation.Model, evaluation.Version, sighting);
        }

        foreach (var fault in evaluation.StreamFaults)
        {
            if (fault.Code != name?.Code)
            {
                Note(fault, evaluation.Model, evaluation.Version, sighting);
            }
        }
    }
}
