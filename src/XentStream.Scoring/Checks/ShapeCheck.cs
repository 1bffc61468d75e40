using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Checks;

/// <summary>
/// Step 4 of the way of the data, as far as types and shapes tell: whether a batch can be scored as it is. What is wrong with one that cannot be is the business
/// of the diagnosis. What only the values tell is seen while scoring, in the same pass.
/// </summary>
internal static class ShapeCheck
{
    /// <summary>Checks a batch against its contract.</summary>
    /// <returns>Whether it pairs row by row; then <paramref name="scorable"/> is set.</returns>
    public static bool TryFit(in TensorBatch batch, Contract contract, out ScorableBatch scorable)
    {
        scorable = default;
        var (scores, labels) = (batch.Scores.Shape, batch.Labels.Shape);
        var kinds = BatchKinds.Of(batch, contract);
        var hasClasses = contract.Link == Link.Softmax && kinds.Scores != ScoreKind.LabelLogProbabilities;
        var axis = hasClasses ? ClassAxisOf(scores, contract) : null;
        if ((scores.Count == 0) != (labels.Count == 0) || batch.Scores.Type.IsInteger || !IsReadByLink(kinds, contract) || (hasClasses && axis is null) || !HasDeclaredClasses(scores, axis, contract) || !AreLabelsKnown(batch, kinds, contract))
        {
            return false;
        }

        var areDense = hasClasses && kinds.HasDenseLabels;
        if (!ArePaired(scores, labels, areDense ? null : axis, contract) || RowsOf(scores, axis) > contract.MaxRows || (batch.Weights.IsPresent && !FitWeights(batch.Weights, scores, axis, labels, areDense)))
        {
            return false;
        }

        scorable = new ScorableBatch(batch, kinds, axis, contract);
        return true;
    }

    /// <summary>Whether the link reads scores of this kind: of a sigmoid, logits and probabilities.</summary>
    public static bool IsReadByLink(BatchKinds kinds, Contract contract) => contract.Link == Link.Softmax || kinds.Scores is ScoreKind.Logits or ScoreKind.Probabilities;

    /// <summary>The class axis, counted from 0, or null where the scores do not have the declared one.</summary>
    public static int? ClassAxisOf(TensorShape scores, Contract contract)
    {
        var axis = contract.ClassAxis < 0 ? scores.Rank + contract.ClassAxis : contract.ClassAxis;
        return scores.Rank == 1 ? 0 : axis >= 0 && axis < scores.Rank ? axis : null;
    }

    // Undeclared floating labels that are no distribution may be anything: regression targets, or indices that a join made floating.
    private static bool AreLabelsKnown(in TensorBatch batch, BatchKinds kinds, Contract contract) =>
        batch.Labels.Type.IsInteger || contract.Labels is not null || kinds.Labels != LabelKind.Index;

    private static bool HasDeclaredClasses(TensorShape scores, int? axis, Contract contract)
    {
        if (axis is not { } classAxis)
        {
            return contract.PositiveWeights.Length <= 1 || contract.PositiveWeights.Length == (scores.Rank == 0 ? 1 : scores[scores.Rank - 1]);
        }

        var classes = scores[classAxis];
        return classes != 1
            && (contract.Classes is not { } declared || classes == declared || (contract.ClassesAtLeast && classes > declared))
            && (contract.ClassWeights.IsEmpty || contract.ClassWeights.Length == classes);
    }

    // Labels have a number for each score, or, where a class axis is given, one for each row.
    private static bool ArePaired(in TensorShape scores, in TensorShape labels, int? classAxis, Contract contract) =>
        labels.IsWithout(classAxis, scores) || (contract.Squeeze && labels.Squeezed == scores.Without(classAxis).Squeezed);

    private static long RowsOf(in TensorShape scores, int? classAxis) =>
        classAxis is { } axis ? scores.CountOf(0, axis) * scores.CountOf(axis + 1, scores.Rank) : scores.Count;

    private static bool FitWeights(in TensorView weights, in TensorShape scores, int? classAxis, in TensorShape labels, bool areDense) =>
        !weights.Type.IsInteger && (weights.Shape.IsWithout(classAxis, scores) || (!areDense && weights.Shape == labels));
}
