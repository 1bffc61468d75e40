using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Whether a few rows rule out that the labels have other names. It may miss a small gain in a small batch, and never costs more than a small share of it.</summary>
/// <remarks>
/// Half of the sample tells the other name of each class, and the other half whether that name is better: names that are chosen and judged by the same rows would
/// look better by chance.
/// </remarks>
internal static class PermutationSample
{
    private const int FewRows = 64;
    private const int MostRows = 256;
    private const double LeastLift = 0.15;
    private const double LeastDeviations = 2;
    private const double GoldenRatio = 0.6180339887498949;

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
        Span<long> sample = stackalloc long[(int)Math.Max(Math.Min(batch.Rows / 4, FewRows), Math.Min(batch.Rows / 16, MostRows))];
        var count = 0;
        for (var i = 1; i <= sample.Length; i++)
        {
            var row = RowOf(i, batch.Rows);
            if (!batch.IsIgnored(row))
            {
                sample[count++] = (batch.IntegerOfLabel(row) << 32) | row;
            }
        }

        sample = sample[..count];
        sample.Sort();
        return AreEnough(sample, totals.Scored, wrong) && HasOtherNames(batch, sample);
    }

    /// <summary>
    /// A row of a sample: the fractional parts of multiples of the golden ratio, which no period of labels meets. They depend on the batch alone, so that a replay
    /// says the same.
    /// </summary>
    public static long RowOf(int i, long rows) => (long)(i * GoldenRatio % 1 * rows);

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

    private static bool HasOtherNames(in ScorableBatch batch, ReadOnlySpan<long> sample)
    {
        Span<int> tops = stackalloc int[sample.Length];
        var (renamed, kept, judged) = (0, 0, 0);
        for (var from = 0; from < sample.Length;)
        {
            var (label, to) = ((int)(sample[from] >> 32), from);
            for (; to < sample.Length && sample[to] >> 32 == label; to++)
            {
                tops[to] = RowClass.TopOf(batch, (uint)sample[to]);
            }

            var half = (to - from) / 2;
            if (half > 0 && MostCommon(tops.Slice(from, half)) is var name && name != label)
            {
                var others = tops[(from + half)..to];
                renamed += others.Count(name);
                kept += others.Count(label);
            }

            judged += to - from - half;
            from = to;
        }

        // Of a model that guesses, both are counts of chance, and their difference varies by the root of their sum.
        var lift = renamed - kept;
        return lift > LeastLift * judged && lift > LeastDeviations * Math.Sqrt(renamed + kept);
    }

    private static int MostCommon(Span<int> names)
    {
        names.Sort();
        var (best, most, run) = (names[0], 1, 1);
        for (var i = 1; i < names.Length; i++)
        {
            run = names[i] == names[i - 1] ? run + 1 : 1;
            (best, most) = run > most ? (names[i], run) : (best, most);
        }

        return best;
    }
}
