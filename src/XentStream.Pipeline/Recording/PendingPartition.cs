using System.Diagnostics;
using XentStream.Pipeline.Incidents;

namespace XentStream.Pipeline.Recording;

/// <summary>What came from one partition since the last commit.</summary>
/// <param name="from">The first offset that is not committed.</param>
internal sealed class PendingPartition(long from)
{
    /// <summary>The first offset of the range, which is the end of the range before it.</summary>
    public long From { get; } = from;

    /// <summary>The offset behind the last record.</summary>
    public long To { get; set; } = from;

    /// <summary>Of a partition of predictions whose labels come by themselves, the partition of those.</summary>
    public (PartitionId Id, PendingPartition Pending)? Labels { get; set; }

    /// <summary>The deltas.</summary>
    public Dictionary<DeltaKey, PendingDelta> Deltas { get; } = [];

    /// <summary>The rejected records.</summary>
    public List<QuarantinedRecord> Quarantined { get; } = [];

    /// <summary>The faults, by reason code, model and version.</summary>
    public Dictionary<(string Code, string Model, string Version), PendingIncident> Incidents { get; } = [];

    /// <summary>The spans of producers that the records were sent in, where traces are observed.</summary>
    public List<ActivityLink> Links { get; } = [];

    /// <summary>The latest time of a record.</summary>
    public DateTimeOffset LastEvent { get; private set; }

    /// <summary>A record came.</summary>
    public void See(DateTimeOffset at) => LastEvent = at > LastEvent ? at : LastEvent;

    /// <summary>How many records came.</summary>
    public int Records { get; set; }

    /// <summary>Bytes of their values.</summary>
    public long Bytes { get; set; }

    /// <summary>Bytes that rejected records take until they are committed.</summary>
    public long KeptBytes { get; set; }
}
