using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Mean losses of a batch of sequences, as sent and with the labels moved by one position.</summary>
internal static class ShiftedLoss
{
    /// <summary>ln Σ e^x of every row.</summary>
    public static double[] LogSums(in DiagnosedBatch batch)
    {
        var sums = new double[batch.Rows.Rows];
        for (var r = 0; r < sums.Length; r++)
        {
            var row = batch.ScoresOfRow(r);
            sums[r] = batch.Kinds.Scores == ScoreKind.Probabilities ? Logarithm.Of(row.Sum()) : row.LogSum();
        }

        return sums;
    }

    /// <summary>The mean loss of the labels as sent, over the tokens that have a finite one, and how many they are.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="logSums">What <see cref="LogSums"/> gives.</param>
    /// <param name="axis">The axis of time, 0 or 1.</param>
    /// <param name="shift">By how much the labels move.</param>
    public static (double Mean, long Tokens) MeanOf(in DiagnosedBatch batch, int[] labels, double[] logSums, int axis, int shift)
    {
        var (sum, tokens) = (0.0, 0L);
        for (var row = 0; row < labels.Length; row++)
        {
            var loss = Moved(batch, row, axis, shift) is { } from && labels[from] >= 0 ? LossOf(batch, logSums, row, labels[from]) : double.NaN;
            if (double.IsFinite(loss))
            {
                sum += loss;
                tokens++;
            }
        }

        return (sum / tokens, tokens);
    }

    /// <summary>By how many standard errors the moved labels are better, over the tokens that have both losses.</summary>
    public static double Significance(in DiagnosedBatch batch, int[] labels, double[] logSums, int axis, int shift)
    {
        var (sum, squares, tokens) = (0.0, 0.0, 0L);
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] >= 0 && Moved(batch, row, axis, shift) is { } from && labels[from] >= 0)
            {
                var gain = LossOf(batch, logSums, row, labels[row]) - LossOf(batch, logSums, row, labels[from]);
                if (double.IsFinite(gain))
                {
                    sum += gain;
                    squares += gain * gain;
                    tokens++;
                }
            }
        }

        var variance = Math.Max((squares / tokens) - (sum / tokens * (sum / tokens)), 0) / tokens;
        return sum <= 0 ? 0 : sum / tokens / Math.Sqrt(variance);
    }

    /// <summary>The row whose label comes to a row, or null where it is outside of the sequence.</summary>
    public static int? Moved(in DiagnosedBatch batch, int row, int axis, int shift)
    {
        var length = (int)batch.S[1];
        var (i, j) = (row / length, row % length);
        return axis == 1 ? (j + shift >= 0 && j + shift < length ? row + shift : null) : i + shift >= 0 && i + shift < batch.S[0] ? row + (shift * length) : null;
    }

    private static double LossOf(in DiagnosedBatch batch, double[] logSums, int row, int label)
    {
        var score = batch.ScoresOfRow(row)[label];
        return logSums[row] - (batch.Kinds.Scores == ScoreKind.Probabilities ? Logarithm.Of(Math.Max(score, 0)) : score);
    }
}
