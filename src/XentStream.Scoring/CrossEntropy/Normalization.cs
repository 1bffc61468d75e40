using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>By how much the sum of probabilities may be off 1.</summary>
internal static class Normalization
{
    /// <summary>What is allowed to numbers of full precision.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>What is allowed to numbers of a type: sums of C roundings to half precision differ by their unit roundoff, and F16 also loses what is below its smallest number.</summary>
    public static double ToleranceOf(ElementType type, int classes) => type switch
    {
        ElementType.F16 => Tolerance + Math.ScaleB(1, -11) + (classes * Math.ScaleB(1, -25)),
        ElementType.BF16 => Tolerance + Math.ScaleB(1, -8),
        _ => Tolerance,
    };

    /// <summary>What is allowed to a log-sum-exp: the roundoff is relative to logarithms of up to ln C.</summary>
    public static double LogToleranceOf(ElementType type, int classes) => type switch
    {
        ElementType.F16 => Tolerance + (Math.ScaleB(1, -11) * Logarithm.Of(classes)),
        ElementType.BF16 => Tolerance + (Math.ScaleB(1, -8) * Logarithm.Of(classes)),
        _ => Tolerance,
    };

    /// <summary>
    /// Whether all rows that are not ignored look like probabilities: in [0, 1] and of sum 1. Logits show in the first row that they are none, so this costs a pass
    /// over the batch only where it is going to be warned of.
    /// </summary>
    public static bool LooksNormalized(in ScorableBatch batch)
    {
        var canIgnore = batch.Kinds.Labels == LabelKind.Index;
        for (var row = 0L; row < batch.Rows; row++)
        {
            if (!(canIgnore && batch.IsIgnored(row)) && !LooksNormalized(new DenseRow(batch.Scores.Type, batch.ScoresOfRow(row), batch.Classes, batch.Stride)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool LooksNormalized(DenseRow row)
    {
        var sum = 0.0;
        for (var c = 0; c < row.Classes; c++)
        {
            var score = row[c];
            if (!(score is >= 0 and <= 1))
            {
                return false;
            }

            sum += score;
        }

        return Math.Abs(sum - 1) <= Tolerance;
    }
}
