using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Whether a few rows rule out that the labels have moved.</summary>
internal static class ShiftSample
{
    private const int ShiftRows = 32;

    // Where that many standard errors above the mean of the sample are not enough, the batch is not worth a look.
    private const double StandardErrors = 3;

    // With dense labels they have to lie below the mean: of a model that guesses, the former is never ruled out.
    private const double StandardErrorsOfDense = 2.5;

    /// <summary>Whether labels may have moved: the gain of a label's score over that of the row's own label is not clearly below what the rule asks for.</summary>
    public static bool MayBeShifted(in ScorableBatch batch, Totals totals)
    {
        if (batch.Rank != 3 || totals.Scored < LmShiftWrong.LeastTokens || (batch.Kinds.HasDenseLabels && !DenseClasses.MayBe(batch)))
        {
            return false;
        }

        if (batch.Kinds is { Scores: ScoreKind.Probabilities, HasDenseLabels: false })
        {
            return true;
        }

        var length = batch.ClassAxis == 2 ? batch.Scores.Shape[1] : batch.Scores.Shape[2];
        return MayGain(batch, [1, -1, length, -length]);
    }

    // Every row is read once for all four ways.
    private static bool MayGain(in ScorableBatch batch, ReadOnlySpan<long> shifts)
    {
        Span<Gains> gains = stackalloc Gains[shifts.Length];
        gains.Clear();
        var rows = new ClassRows(batch);
        for (var i = 1; i <= ShiftRows; i++)
        {
            var row = RowSample.At(i, batch.Rows);
            var own = rows.LabelOf(batch, row);
            for (var way = 0; own != ClassLabels.None && way < shifts.Length; way++)
            {
                var from = row + shifts[way];
                var moved = from >= 0 && from < batch.Rows ? rows.LabelOf(batch, from) : ClassLabels.None;
                if (moved != ClassLabels.None)
                {
                    gains[way].Add(LogScoreOf(rows, batch, row, moved) - LogScoreOf(rows, batch, row, own));
                }
            }
        }

        var may = false;
        foreach (var way in gains)
        {
            may |= batch.Kinds.HasDenseLabels ? way.IsEnough : way.MayBeEnough;
        }

        return may;
    }

    private static double LogScoreOf(in ClassRows rows, in ScorableBatch batch, long row, int label)
    {
        var score = rows.ScoreOf(batch, row, label);
        return batch.Kinds.Scores == ScoreKind.Probabilities ? Math.Log(score) : score;
    }

    private struct Gains
    {
        private double sum;
        private double squares;
        private int count;

        public readonly bool MayBeEnough => count < ShiftRows / 4 || Mean + (StandardErrors * StandardError) > LmShiftWrong.LeastGain;

        public readonly bool IsEnough => count >= ShiftRows / 4 && Mean > LmShiftWrong.LeastGain && Mean > StandardErrorsOfDense * StandardError;

        private readonly double Mean => sum / count;

        private readonly double StandardError => Math.Sqrt(Math.Max((squares / count) - (Mean * Mean), 0) / count);

        public void Add(double gain)
        {
            gain = double.IsFinite(gain) ? gain : 0;
            sum += gain;
            squares += gain * gain;
            count++;
        }
    }
}
