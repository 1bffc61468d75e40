using System.Collections.Immutable;

namespace XentStream.Pipeline.Sampling;

/// <summary>Records of topics, or why there are none.</summary>
/// <param name="Records">The records, by topic, partition and offset.</param>
/// <param name="Partitions">How many partitions were looked at.</param>
/// <param name="IsCut">Whether records were left out because the sample became too large.</param>
/// <param name="Refusal">Why nothing could be read, as a sentence with the next step, or null.</param>
public sealed record TopicSample(ImmutableArray<SampledRecord> Records, int Partitions, bool IsCut, string? Refusal = null)
{
    /// <summary>Whether the configuration is to blame for <see cref="Refusal"/>, not the broker.</summary>
    public bool IsMisconfigured { get; init; }
}
