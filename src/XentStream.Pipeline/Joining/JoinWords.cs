using System.Collections.Immutable;

namespace XentStream.Pipeline.Joining;

/// <summary>The words of the books, as they stand in deltas and on metrics: public interface.</summary>
public static class JoinWords
{
    /// <summary>What becomes of a row that was predicted, in the order of <see cref="PredictionOutcome"/>.</summary>
    public static ImmutableArray<string> Predictions { get; } = Of<PredictionOutcome>();

    /// <summary>What becomes of a row of a label record, in the order of <see cref="LabelOutcome"/>.</summary>
    public static ImmutableArray<string> Labels { get; } = Of<LabelOutcome>();

    /// <summary>What a label that fits a row is to it, in the order of <see cref="MatchOutcome"/>.</summary>
    public static ImmutableArray<string> Matches { get; } = Of<MatchOutcome>();

    private static ImmutableArray<string> Of<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}
