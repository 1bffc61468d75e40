using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Checks;

/// <summary>
/// Rows of which scoring can tell nothing but their numbers: softmax of few F32 logits that are no probabilities, against the index of a class. Who has one of them knows that it is scored, and
/// without a remark, before it is: it can be scored later, and many at a time.
/// </summary>
public static class PlainRow
{
    /// <summary>Whether a row can be plain, by its types and its contract.</summary>
    /// <param name="scores">The type of the scores.</param>
    /// <param name="kind">What they are by the name of their tensor.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="label">The type of the label.</param>
    /// <param name="contract">What is declared.</param>
    public static bool IsPossible(ElementType scores, ScoreKind kind, int classes, ElementType label, Contract contract)
    {
        if (scores != ElementType.F32 || !label.IsInteger || classes is < 2 or > NarrowRows.MaxClasses || contract.Link != Link.Softmax || contract.LabelSmoothing != 0 || !contract.ClassWeights.IsEmpty)
        {
            return false;
        }

        Span<byte> zeros = stackalloc byte[NarrowRows.MaxClasses * sizeof(float)];
        var batch = new TensorBatch
        {
            ScoreKind = kind,
            Scores = new TensorView(scores, TensorShape.Of(1, classes), zeros[..(classes * sizeof(float))]),
            Labels = new TensorView(label, TensorShape.Of(1), zeros[..label.Size]),
        };
        return ShapeCheck.TryFit(batch, contract, out var scorable) && scorable.Kinds == new BatchKinds(ScoreKind.Logits, LabelKind.Index);
    }

    /// <summary>Whether a row that can be plain is.</summary>
    /// <param name="scores">Its scores.</param>
    /// <param name="label">Its label.</param>
    /// <param name="contract">What is declared.</param>
    public static bool IsSo(ReadOnlySpan<float> scores, long label, Contract contract)
    {
        // NaN is within no bound.
        var (areInRange, isOutsideUnit) = (true, false);
        foreach (var score in scores)
        {
            areInRange &= Math.Abs(score) <= RowBlock.LargestScore;
            isOutsideUnit |= score is < (float)-Normalization.Tolerance or > (float)(1 + Normalization.Tolerance);
        }

        return areInRange && isOutsideUnit && label != contract.IgnoreIndex && (ulong)label < (ulong)scores.Length;
    }
}
