using System.Numerics;
using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// What needs much evidence is asked of a few rows first: whether they rule it out. Which rows these are depends on the batch alone (the fractional parts of multiples
/// of the golden ratio, which no period of labels meets), so that a replay says the same.
/// </summary>
internal static class EvidenceSample
{
    private const int ShiftRows = 32;
    private const int LeastSampled = 64;
    private const int MostSampled = 256;
    private const int RowsOfOneSampled = 16;
    private const double LeastLiftOfSample = 0.15;

    // Where that many standard errors above the mean of the sample are not enough, the batch is not worth a look.
    private const double StandardErrors = 3;

    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>Whether labels may have moved: the gain of a label's score over that of the row's own label is not clearly below what the rule asks for.</summary>
    public static bool MayBeShifted(in ScorableBatch batch, Totals totals)
    {
        var isMap = batch.Scores.Shape.Rank == 3 && batch.Kinds.Labels == LabelKind.Index;
        if (!isMap || totals.Scored < LmShiftWrong.LeastTokens || batch.Kinds.Scores == ScoreKind.Probabilities)
        {
            return isMap && totals.Scored >= LmShiftWrong.LeastTokens;
        }

        var length = batch.ClassAxis == 2 ? batch.Scores.Shape[1] : batch.Scores.Shape[2];
        return MayGain(batch, 1) || MayGain(batch, -1) || MayGain(batch, length) || MayGain(batch, -length);
    }

    /// <summary>Whether labels may have other names: enough rows are wrong, and of a sample, enough agree on what they are instead.</summary>
    public static bool MayBePermuted(in ScorableBatch batch, Totals totals)
    {
        var wrong = totals.Scored - (totals.TopK is [{ K: 1 } first, ..] ? first.Hits : 0);
        if (batch.Kinds.Labels != LabelKind.Index || !batch.Labels.Type.IsInteger || totals.Scored < 2 * LabelMapPermuted.LeastLabels
            || wrong < 2 * LabelMapPermuted.LeastLabels * LabelMapPermuted.LeastLift)
        {
            return false;
        }

        // By label: the class above, the row below.
        Span<long> sample = stackalloc long[(int)Math.Clamp(batch.Rows / RowsOfOneSampled, LeastSampled, MostSampled)];
        var count = 0;
        for (var i = 1; i <= sample.Length; i++)
        {
            var row = RowOfSample(i, batch.Rows);
            if (!batch.IsIgnored(row))
            {
                sample[count++] = (batch.IntegerOfLabel(row) << 32) | row;
            }
        }

        sample = sample[..count];
        sample.Sort();
        return AreEnough(sample, totals.Scored, wrong) && LiftOf(batch, sample) > LeastLiftOfSample * count;
    }

    // Each class that occurs needs its labels, and of these a share that is wrong.
    private static bool AreEnough(ReadOnlySpan<long> sample, long scored, long wrong)
    {
        var classes = sample.IsEmpty ? 0 : 1;
        for (var i = 1; i < sample.Length; i++)
        {
            classes += sample[i] >> 32 == sample[i - 1] >> 32 ? 0 : 1;
        }

        return classes > 0 && scored >= classes * LabelMapPermuted.LeastLabels && wrong >= classes * LabelMapPermuted.LeastLabels * LabelMapPermuted.LeastLift;
    }

    // By how many rows of the sample the best other name of each class is better than its own. A name that occurs once is no evidence.
    private static int LiftOf(in ScorableBatch batch, Span<long> sample)
    {
        foreach (ref var entry in sample)
        {
            entry = (entry >> 32 << 32) | (uint)TopOf(batch, (uint)entry);
        }

        sample.Sort();
        var (lift, most, hits, run) = (0, 0, 0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            run = i > 0 && sample[i] == sample[i - 1] ? run + 1 : 1;
            most = Math.Max(most, run);
            hits += sample[i] >> 32 == (uint)sample[i] ? 1 : 0;
            if (i + 1 == sample.Length || sample[i] >> 32 != sample[i + 1] >> 32)
            {
                lift += (most > 1 ? most : 0) - hits;
                (most, hits) = (0, 0);
            }
        }

        return lift;
    }

    private static int TopOf(in ScorableBatch batch, long row)
    {
        if (batch.Scores.Type != ElementType.F32 || batch.Stride != 1)
        {
            return new DenseRow(batch.Scores.Type, batch.ScoresOfRow(row), batch.Classes, batch.Stride).Top();
        }

        var scores = MemoryMarshal.Cast<byte, float>(batch.ScoresOfRow(row))[..batch.Classes];
        var max = new Vector<float>(float.NegativeInfinity);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        foreach (var vector in vectors)
        {
            max = Vector.Max(max, vector);
        }

        var top = float.NegativeInfinity;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            top = Math.Max(top, max[lane]);
        }

        foreach (var score in scores[(vectors.Length * Vector<float>.Count)..])
        {
            top = Math.Max(top, score);
        }

        return Math.Max(scores.IndexOf(top), 0);
    }

    private static bool MayGain(in ScorableBatch batch, long shift)
    {
        var (sum, squares, count) = (0.0, 0.0, 0);
        for (var i = 1; i <= ShiftRows; i++)
        {
            var row = RowOfSample(i, batch.Rows);
            var from = row + shift;
            if (from >= 0 && from < batch.Rows && ClassOf(batch, row) is { } own && ClassOf(batch, from) is { } moved)
            {
                var scores = new DenseRow(batch.Scores.Type, batch.ScoresOfRow(row), batch.Classes, batch.Stride);
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

    private static long RowOfSample(int i, long rows) => (long)(i * GoldenRatio % 1 * rows);

    private static int? ClassOf(in ScorableBatch batch, long row) =>
        batch.IsIgnored(row) ? null : batch.Labels.Type.IsInteger ? (int)batch.IntegerOfLabel(row) : (int)batch.NumberOfLabel(row);
}
