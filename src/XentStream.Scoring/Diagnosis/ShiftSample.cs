using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Whether a few rows rule out that the labels have moved.</summary>
internal static class ShiftSample
{
    private const int ShiftRows = 32;

    // Where that many standard errors above the mean of the sample are not enough, the batch is not worth a look.
    private const double StandardErrors = 3;

    /// <summary>Whether labels may have moved: the gain of a label's score over that of the row's own label is not clearly below what the rule asks for.</summary>
    public static bool MayBeShifted(in ScorableBatch batch, Totals totals)
    {
        var isMap = batch.Rank == 3 && batch.Kinds.Labels == LabelKind.Index;
        if (!isMap || totals.Scored < LmShiftWrong.LeastTokens || batch.Kinds.Scores == ScoreKind.Probabilities)
        {
            return isMap && totals.Scored >= LmShiftWrong.LeastTokens;
        }

        var length = batch.ClassAxis == 2 ? batch.Scores.Shape[1] : batch.Scores.Shape[2];
        return MayGain(batch, 1) || MayGain(batch, -1) || MayGain(batch, length) || MayGain(batch, -length);
    }

    private static bool MayGain(in ScorableBatch batch, long shift)
    {
        var (sum, squares, count) = (0.0, 0.0, 0);
        for (var i = 1; i <= ShiftRows; i++)
        {
            var row = RowSample.At(i, batch.Rows);
            var from = row + shift;
            if (from >= 0 && from < batch.Rows && RowClass.Of(batch, row) is { } own && RowClass.Of(batch, from) is { } moved)
            {
                var scores = batch.NumbersOfRow(row);
                var gain = scores[moved] - scores[own];
                gain = double.IsFinite(gain) ? gain : 0;
                sum += gain;
                squares += gain * gain;
                count++;
            }
        }

        var mean = sum / count;
        return count < ShiftRows / 4 || mean + (StandardErrors * Math.Sqrt(Math.Max((squares / count) - (mean * mean), 0) / count)) > LmShiftWrong.LeastGain;
    }
}
