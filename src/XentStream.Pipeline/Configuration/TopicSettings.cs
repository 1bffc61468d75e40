using System.Collections.Immutable;

namespace XentStream.Pipeline.Configuration;

/// <summary>The topics that a worker reads and writes.</summary>
public sealed record TopicSettings
{
    /// <summary>The topics that hold batches.</summary>
    public required ImmutableArray<string> Input { get; init; }

    /// <summary>The topic of the exact deltas.</summary>
    public string Results { get; init; } = "xentstream.results";

    /// <summary>The topic of refused records, byte for byte.</summary>
    public string Quarantine { get; init; } = "xentstream.quarantine";

    /// <summary>The topic of incidents, compacted.</summary>
    public string Incidents { get; init; } = "xentstream.incidents";
}
