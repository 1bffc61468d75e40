using System.Numerics;
using System.Runtime.CompilerServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy.Vectors;
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
    private const int FewRows = 32;
    private const int ManyRows = 4096;
    private const double LeastLift = 0.15;
    private const double FewDeviations = 1.5;
    private const double LeastDeviations = 3;

    private const int FewNames = 8;

    // The square of so many standard errors is never beyond chance: that of two classes is 33.6.
    private const long FewestSquares = 33;

    // Classes are told apart by the lower bits of their number: where two share them, fewer classes are counted than there are.
    private const int Places = 64;

    /// <summary>Whether labels may have other names: enough rows are wrong, and of a sample, enough agree on what they are instead.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="totals">What was found of its rows.</param>
    /// <param name="block">The columns of all its rows, where they were scored as one block.</param>
    /// <param name="wrongRows">Which rows are wrong, where they were not.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayBePermuted(in ScorableBatch batch, Totals totals, RowBlock? block, WrongRows? wrongRows)
    {
        if (totals.Scored < 2 * LabelMapPermuted.LeastLabels)
        {
            return false;
        }

        // Without a root and a division for nearly all; of two classes, the hits that become misses are the wrong rows less the others.
        var (scored, wrong) = (totals.Scored, totals.Scored - totals.TopHits);
        var lead = (2 * wrong) - scored;
        return (batch.Classes == 2 ? lead > 0 && lead * lead > FewestSquares * scored : wrong > FewestSquares) && MayBePermuted(batch, scored, wrong, block, wrongRows);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool MayBePermuted(in ScorableBatch batch, long scored, long wrong, RowBlock? block, WrongRows? wrongRows)
    {
        if (!HasClassLabels(batch) || !MayGain(batch.Classes, scored, wrong))
        {
            return false;
        }

        if (batch.Classes == 2 || IsRuledOut(batch, block))
        {
            return batch.Classes == 2;
        }

        // Where most rows are wrong, all rows tell; else those that are.
        return batch.Classes <= CountedNames.MaxClasses && 2 * wrong <= scored && wrongRows is not null
            ? HasOtherNamesOfWrong(batch, scored, wrong, block, wrongRows)
            : HasOtherNames(batch, scored, wrong);
    }

    private static bool HasClassLabels(in ScorableBatch batch) => batch.Kinds.HasDenseLabels ? DenseClasses.MayBe(batch) : batch.Labels.Type.IsInteger;

    // Of sequences, a batch that is suspected of other names is also looked at for labels that have moved, of which a sample may have missed a small gain.
    private static bool IsRuledOut(in ScorableBatch batch, RowBlock? block) =>
        batch.Rank != 3 && batch.Kinds.Labels == LabelKind.Index && (block is not null && batch.Classes <= ClassHits.MaxClasses && batch.Contract.LabelSmoothing == 0
            ? ClassHits.RuleOutOtherNames(block, (int)batch.Rows, batch.Classes)
            : LabelCounts.AreTooFew(batch));

    private static bool HasOtherNamesOfWrong(in ScorableBatch batch, long scored, long wrong, RowBlock? block, WrongRows wrongRows)
    {
        if (block is not null)
        {
            wrongRows.Add(block, 0, (int)batch.Rows);
        }

        // Single labels cost little beside scores, and dense ones do not.
        var places = SamplePlaces.Of(SizeOf(batch));
        Span<int> sample = stackalloc int[SamplePlaces.MostRows];
        Span<int> labels = stackalloc int[SamplePlaces.MostRows];
        Span<float> shares = stackalloc float[CountedNames.MaxClasses];
        sample = sample[..wrongRows.Take(places.First, wrong, sample)];
        var names = new RareNames(batch, sample, batch.Kinds.HasDenseLabels ? places.First : places.Second, batch.Kinds.HasDenseLabels || batch.Rows >= ManyRows ? 1 : 2, (double)wrong / scored, labels, shares[..batch.Classes]);
        return names.MayBe && names.AreFound(batch);
    }

    // One sample in fifteen of a model that guesses shows other names by chance; another and larger one tells, for the rules cost a hundred times as much.
    private static bool HasOtherNames(in ScorableBatch batch, long scored, long wrong)
    {
        var few = SizeOf(batch);
        if (batch.Classes <= CountedNames.MaxClasses)
        {
            var places = SamplePlaces.Of(few);
            return CountedNames.Of(batch, places.First, scored, wrong).IsLarge(FewDeviations) && CountedNames.Of(batch, places.Second, scored, wrong).IsLarge(LeastDeviations);
        }

        return GainOf(batch, 0, few, scored, wrong).IsLarge(FewDeviations) && GainOf(batch, few, SamplePlaces.More * few, scored, wrong).IsLarge(LeastDeviations);
    }

    // A dense label takes as long to read as a row of scores; and rows whose labels are declared one-hot are scored one by one, which takes longer.
    private static int SizeOf(in ScorableBatch batch)
    {
        var each = batch.Kinds.Labels switch { LabelKind.Index => 6, LabelKind.OneHot => 12, _ => 24 };
        return (int)Math.Max(Math.Min(batch.Rows / each, FewRows), Math.Min(batch.Rows / 32, SamplePlaces.MostRows));
    }

    /// <summary>What the names that half of a sample's rows choose, class by class, do to the other half.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="turn">How many turns were taken before.</param>
    /// <param name="rows">How many are taken.</param>
    /// <param name="scored">How many rows of the batch are scored.</param>
    /// <param name="wrong">How many of these are wrong.</param>
    /// <returns>No gain where there are too many classes for the batch.</returns>
    public static NameGain GainOf(in ScorableBatch batch, int turn, int rows, long scored, long wrong)
    {
        Span<long> sample = stackalloc long[rows];
        return GainOf(batch, sample[..Take(batch, turn, sample, scored, wrong)]);
    }

    // Labels above, rows below; none where there are too many classes for the batch.
    private static int Take(in ScorableBatch batch, int turn, Span<long> sample, long scored, long wrong)
    {
        var (count, seen, ignored) = (0, 0UL, batch.Contract.IgnoreIndex);
        for (var i = 1; i <= sample.Length; i++)
        {
            var row = RowSample.At(turn + i, batch.Rows);
            var label = batch.Kinds.HasDenseLabels ? DenseClasses.Of(batch, row) : batch.IntegerOfLabel(row);
            if (label != ignored && label != ClassLabels.None)
            {
                sample[count++] = (label << 32) | row;
                var isNew = (seen & (1UL << (int)(label % Places))) == 0;
                seen |= 1UL << (int)(label % Places);
                if (isNew && !AreEnough(BitOperations.PopCount(seen), scored, wrong))
                {
                    return 0;
                }
            }
        }

        return count;
    }

    // What becomes right was wrong before, and it must be beyond chance. Two classes have one other way to be named, so that all hits become misses, and no sample is needed.
    private static bool MayGain(int classes, long scored, long wrong) =>
        LabelMapPermuted.IsBeyondChance(classes == 2 ? ((2 * wrong) - scored) / Math.Sqrt(scored) : Math.Sqrt(wrong), classes: 2)
        && (classes > 2 || 2 * wrong > scored);

    /// <summary>Whether there are labels enough, and wrong rows, for so many classes: each class that occurs needs its labels, and of these a share that is wrong.</summary>
    public static bool AreEnough(int classes, long scored, long wrong) =>
        scored >= classes * LabelMapPermuted.LeastLabels && wrong >= classes * LabelMapPermuted.LeastLabels * LeastLift;

    private static NameGain GainOf(in ScorableBatch batch, Span<long> sample)
    {
        SmallSort.Sort(sample);
        Span<int> tops = stackalloc int[sample.Length];
        var (renamed, kept, judged) = (0, 0, 0);
        for (var from = 0; from < sample.Length;)
        {
            var (label, to) = ((int)(sample[from] >> 32), from + 1);
            while (to < sample.Length && sample[to] >> 32 == label)
            {
                to++;
            }

            var half = (to - from) / 2;
            if (half > 0 && MostCommon(TopsOf(batch, sample.Slice(from, half), tops)) is var name && name != label)
            {
                var others = TopsOf(batch, sample[(from + half)..to], tops);
                renamed += others.Count(name);
                kept += others.Count(label);
            }

            judged += to - from - half;
            from = to;
        }

        return new NameGain(renamed, kept, judged);
    }

    private static Span<int> TopsOf(in ScorableBatch batch, ReadOnlySpan<long> sample, Span<int> tops)
    {
        for (var i = 0; i < sample.Length; i++)
        {
            tops[i] = RowClass.TopOf(batch, (uint)sample[i]);
        }

        return tops[..sample.Length];
    }

    private static int MostCommon(Span<int> names)
    {
        // Of those that are equally common the lowest. Of few it is faster to look at all for each than to sort them.
        if (names.Length > FewNames)
        {
            return MostCommonOfMany(names);
        }

        var (best, most) = (names[0], 0);
        foreach (var name in names)
        {
            var count = 0;
            foreach (var other in names)
            {
                count += other == name ? 1 : 0;
            }

            (best, most) = count > most || (count == most && name < best) ? (name, count) : (best, most);
        }

        return best;
    }

    private static int MostCommonOfMany(Span<int> names)
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
