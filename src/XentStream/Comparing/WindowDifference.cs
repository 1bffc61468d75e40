using System.Collections.Immutable;
using XentStream.Pipeline.Recording;

namespace XentStream.Comparing;

/// <summary>A window that differs.</summary>
/// <param name="Key">Model, version and window.</param>
/// <param name="A">What one side has there, or null.</param>
/// <param name="B">What the other side has there, or null.</param>
/// <param name="Causes">The codes of what can explain it.</param>
internal sealed record WindowDifference(DeltaKey Key, WindowSketch? A, WindowSketch? B, ImmutableArray<string> Causes)
{
    /// <summary>Whether it is in nothing but records without a pair, which were rejected or disordered.</summary>
    public bool IsUnpaired { get; init; }

    /// <summary>By how much the mean loss differs, or null where a side has none.</summary>
    public double? LossDifference => B?.MeanLoss - A?.MeanLoss;
}
