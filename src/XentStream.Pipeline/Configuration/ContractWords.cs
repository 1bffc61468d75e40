using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Configuration;

/// <summary>The words of a contract, as they stand in the configuration and in results: public interface.</summary>
public static class ContractWords
{
    /// <summary>What scores can be.</summary>
    public static IReadOnlyList<(string Name, ScoreKind Value)> Scores { get; } =
    [
        ("logits", ScoreKind.Logits), ("log-probabilities", ScoreKind.LogProbabilities), ("probabilities", ScoreKind.Probabilities),
        ("label-log-probabilities", ScoreKind.LabelLogProbabilities),
    ];

    /// <summary>What labels can be.</summary>
    public static IReadOnlyList<(string Name, LabelKind Value)> Labels { get; } =
    [
        ("index", LabelKind.Index), ("one-hot", LabelKind.OneHot), ("distribution", LabelKind.Distribution), ("binary", LabelKind.Binary), ("probability", LabelKind.Probability),
    ];

    /// <summary>What turns logits into probabilities.</summary>
    public static IReadOnlyList<(string Name, Link Value)> Links { get; } = [("softmax", Link.Softmax), ("sigmoid", Link.Sigmoid)];

    /// <summary>Which mean is the mean.</summary>
    public static IReadOnlyList<(string Name, MeanKind Value)> Means { get; } = [("weighted", MeanKind.Weighted), ("row", MeanKind.Row)];

    /// <summary>The word of a value.</summary>
    public static string NameOf<T>(this IReadOnlyList<(string Name, T Value)> words, T value)
        where T : struct, Enum => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Name;
}
