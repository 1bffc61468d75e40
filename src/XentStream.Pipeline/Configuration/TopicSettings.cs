using System.Collections.Immutable;

namespace XentStream.Pipeline.Configuration;

/// <summary>The topics that a worker reads and writes.</summary>
public sealed record TopicSettings
{
    /// <summary>The topics that hold batches.</summary>
    public required ImmutableArray<string> Input { get; init; }

    /// <summary>The topic of labels that come by themselves, or null where batches carry them.</summary>
    public string? Labels { get; init; }

    /// <summary>All topics that are read.</summary>
    public ImmutableArray<string> Read => Labels is null ? Input : Input.Add(Labels);

    /// <summary>The topic of the exact deltas.</summary>
    public string Results { get; init; } = "xentstream.results";

    /// <summary>The topic of refused records, byte for byte.</summary>
    public string Quarantine { get; init; } = "xentstream.quarantine";

    /// <summary>The topic of incidents, compacted.</summary>
    public string Incidents { get; init; } = "xentstream.incidents";
}
