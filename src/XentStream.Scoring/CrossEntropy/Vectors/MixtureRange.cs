using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Which rows whose label is a distribution the vectors may finish; all others are for the double path, which also finds what is wrong with them.</summary>
internal static class MixtureRange
{
    // The sum of a label's shares is rounded: what is so near the limit is for the double path to decide.
    private const double Margin = 0.99;

    // As of BlockRange.
    private const double LeastOfTwoLevels = 1.0 / (1L << 40);

    /// <summary>By how much the sum of a label's shares may be off 1 to be seen here as a distribution.</summary>
    public static double ToleranceOf(in ScorableBatch batch) =>
        batch.Kinds.Labels == LabelKind.Distribution ? Margin * Normalization.ToleranceOf(batch.Labels.Type, batch.Classes) : 0;

    /// <summary>Whether all rows are usable; and whether two levels hold the sum of the losses.</summary>
    public static bool Check(RowBlock block, int rows, double tolerance)
    {
        var hasAll = true;
        for (var row = 0; row < rows; row++)
        {
            if (block.Label[row] != RowBlock.IgnoredLabel)
            {
                if (!IsUsable(block, row, tolerance))
                {
                    return false;
                }

                hasAll &= block.Others[row] >= LeastOfTwoLevels;
            }
        }

        block.Sums.HasAllOfLoss = hasAll;
        return true;
    }

    /// <summary>Whether the numbers of a row are what they seem. It depends on the row alone. A score that is NaN shows in the distances.</summary>
    public static bool IsUsable(RowBlock block, int row, double tolerance) =>
        Math.Abs(block.Max[row]) <= RowBlock.LargestScore && block.Others[row] >= RowBlock.LeastOthers
        && double.IsFinite(block.Distances[row] + block.Mixture.Surprise[row] + block.Mixture.Spread[row])
        && block.Mixture.LeastShare[row] >= 0 && Math.Abs(block.Mixture.Mass[row] - 1) <= tolerance;
}
