using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>What is to be replayed: all records of some topics, or those of a time, of some offsets, or those that the group has committed.</summary>
/// <param name="Topics">The topics.</param>
public sealed record ReplayScope(IReadOnlyList<string> Topics)
{
    /// <summary>Only records of this time or later, by their timestamps.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only records before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>By how much timestamps may be out of order: so far behind <see cref="To"/> is read.</summary>
    public TimeSpan Slack { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Only these partitions, each between two offsets; where one is null, from the first record or to the end. Empty for all.</summary>
    public IReadOnlyDictionary<PartitionId, (long? From, long? To)> Offsets { get; init; } = new Dictionary<PartitionId, (long? From, long? To)>();

    /// <summary>
    /// Where labels are joined, from which offset on each partition of <see cref="Offsets"/> counts, as it was found before; those before it are read to know what is there. Empty where it is to be found.
    /// </summary>
    public IReadOnlyDictionary<PartitionId, long> Counted { get; init; } = new Dictionary<PartitionId, long>();

    /// <summary>Whether a partition ends where the group has committed.</summary>
    public bool OnlyCommitted { get; init; }

    /// <summary>Only this model.</summary>
    public string? Model { get; init; }

    /// <summary>Only this version.</summary>
    public string? Version { get; init; }

    /// <summary>Whether a record of this time is meant.</summary>
    public bool Selects(DateTimeOffset time) => (From is null || time >= From) && (To is null || time < To);

    /// <summary>Whether this model and version are meant.</summary>
    public bool Selects(string model, string version) => (Model is null || model == Model) && (Version is null || version == Version);
}
