using XentStream.Encodings.Tensors;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Sampling;

/// <summary>Which tensors of a payload are scores and labels.</summary>
/// <param name="Scores">The name of the scores, or null where nothing tells it.</param>
/// <param name="Kind">What the scores are by their name, or null where their name says nothing.</param>
/// <param name="Labels">The name of the labels, or null where nothing tells it.</param>
public sealed record TensorRoles(string? Scores, ScoreKind? Kind, string? Labels)
{
    /// <summary>
    /// Finds them by the declared names, else by our own; else the scores are the only floating tensor that is left, and the labels the only other one. More is
    /// never guessed.
    /// </summary>
    public static TensorRoles Of(IReadOnlyCollection<TensorDescription> tensors, TensorNames declared)
    {
        var (scores, kind) = FindScores(tensors, declared);
        var labels = Find(tensors, declared, TensorRole.Labels);
        var rest = tensors.Where(tensor => tensor.Type is not null && tensor.Name != scores && tensor.Name != labels && !IsWeights(tensor.Name, declared)).ToList();
        scores ??= Only(rest.Where(tensor => !tensor.Type!.Value.IsInteger));
        labels ??= Only(rest.Where(tensor => tensor.Name != scores && (scores is not null || tensor.Type!.Value.IsInteger)));
        return new TensorRoles(scores, kind, labels);
    }

    private static (string? Name, ScoreKind? Kind) FindScores(IReadOnlyCollection<TensorDescription> tensors, TensorNames declared)
    {
        for (var kind = ScoreKind.Logits; kind <= ScoreKind.LabelLogProbabilities; kind++)
        {
            if (Find(tensors, declared, (TensorRole)kind) is { } name)
            {
                return (name, kind);
            }
        }

        return (null, null);
    }

    private static string? Find(IReadOnlyCollection<TensorDescription> tensors, TensorNames declared, TensorRole role) =>
        tensors.FirstOrDefault(tensor => tensor.Name == declared.TextOf(role))?.Name ?? tensors.FirstOrDefault(tensor => tensor.Name == TensorNames.Default.TextOf(role))?.Name;

    private static bool IsWeights(string name, TensorNames declared) => name == declared.TextOf(TensorRole.Weights) || name == TensorNames.Default.TextOf(TensorRole.Weights);

    private static string? Only(IEnumerable<TensorDescription> tensors) => tensors.Take(2).ToList() is [var only] ? only.Name : null;
}
