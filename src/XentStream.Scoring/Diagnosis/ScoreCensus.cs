using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What the scores of all rows that are scored have in common: one pass answers what several rules ask.</summary>
/// <param name="AreWithinUnit">Whether all are in [0, 1], as far as their type can tell: the mean of softmax outputs can be 1 + 2^-23.</param>
/// <param name="AreDistributions">Whether they are, and every row sums to 1 besides.</param>
internal sealed record ScoreCensus(bool AreWithinUnit, bool AreDistributions)
{
    /// <summary>Reads the scores of a batch. It ends at the first row that is not within [0, 1].</summary>
    public static ScoreCensus Of(ref DiagnosedBatch batch)
    {
        var (rows, sumToOne) = (batch.ScoredRows, true);
        var tolerance = Normalization.ToleranceOf(batch.Scores.Type, batch.Rows.Classes);
        foreach (var block in batch.ScoreBlocks())
        {
            if (!AreWithinUnitIn(block, rows, tolerance))
            {
                return new ScoreCensus(false, false);
            }

            sumToOne = sumToOne && SumToOneIn(block, rows, tolerance);
        }

        return new ScoreCensus(true, sumToOne);
    }

    private static bool AreWithinUnitIn(LineBlock block, ScoredRows rows, double tolerance)
    {
        var are = block.Numbers.AreWithin(-tolerance, 1 + tolerance);
        for (var line = 0; line < block.Count && !are; line++)
        {
            if (rows[block.First + line] && !block[line].AreWithin(-tolerance, 1 + tolerance))
            {
                return false;
            }
        }

        return are || !rows.AreAll;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool SumToOneIn(LineBlock block, ScoredRows rows, double tolerance)
    {
        var isOne = true;
        for (var line = 0; line < block.Count && isOne; line++)
        {
            isOne = Math.Abs(block[line].Sum() - 1) <= tolerance || !rows[block.First + line];
        }

        return isOne;
    }
}
