using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What is asked of the scores of all rows that are scored. All stop at the first row that answers.</summary>
internal static class ScoreRows
{
    /// <summary>How many rows are scored.</summary>
    public static long Count(in DiagnosedBatch batch)
    {
        var count = 0L;
        for (var row = 0L; row < batch.Rows.Rows; row++)
        {
            count += batch.IsScored(row) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether all scores are in [0, 1], as far as their type can tell: the mean of softmax outputs can be 1 + 2^-23.</summary>
    public static bool AreWithinUnit(in DiagnosedBatch batch)
    {
        var tolerance = Normalization.ToleranceOf(batch.Scores.Type, batch.Rows.Classes);
        for (var row = 0L; row < batch.Rows.Rows; row++)
        {
            if (batch.IsScored(row) && !batch.ScoresOfRow(row).IsWithinUnit(tolerance))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every row sums to 1.</summary>
    public static bool SumToOne(in DiagnosedBatch batch)
    {
        var tolerance = Normalization.ToleranceOf(batch.Scores.Type, batch.Rows.Classes);
        for (var row = 0L; row < batch.Rows.Rows; row++)
        {
            if (batch.IsScored(row) && !(Math.Abs(batch.ScoresOfRow(row).Sum() - 1) <= tolerance))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every row has a log-sum-exp of 0.</summary>
    public static bool LogSumToZero(in DiagnosedBatch batch)
    {
        var tolerance = Normalization.LogToleranceOf(batch.Scores.Type, batch.Rows.Classes);
        for (var row = 0L; row < batch.Rows.Rows; row++)
        {
            if (batch.IsScored(row) && !batch.ScoresOfRow(row).HasLogSumZero(tolerance))
            {
                return false;
            }
        }

        return true;
    }
}
