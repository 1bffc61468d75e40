using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What is asked of the scores of all rows that are scored, beside <see cref="ScoreCensus"/>. It stops at the first row that answers.</summary>
internal static class ScoreRows
{
    /// <summary>Whether every row has a log-sum-exp of 0.</summary>
    public static bool LogSumToZero(ref DiagnosedBatch batch)
    {
        var tolerance = Normalization.LogToleranceOf(batch.Scores.Type, batch.Rows.Classes);
        var rows = batch.ScoredRows;
        for (var row = 0L; row < batch.Rows.Rows; row++)
        {
            if (rows[row] && !batch.ScoresOfRow(row).HasLogSumZero(tolerance))
            {
                return false;
            }
        }

        return true;
    }
}
