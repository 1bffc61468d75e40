using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// Other names for few classes, by a sample in the order of its rows: a mask stands for the rows of a label or of a prediction, and rows are counted by the bits that two masks share. Nothing is
/// sorted, and no branch depends on a label or a score.
/// </summary>
internal static class CountedNames
{
    /// <summary>The most classes.</summary>
    public const int MaxClasses = 1 << PackedClasses.BitsOfClass;

    private const int RowsOfWord = PackedClasses.RowsOfWord;
    private const int MostWords = SamplePlaces.MostRows * SamplePlaces.More / RowsOfWord;

    // A mask has one bit in four, so that those of four words fit into each other.
    private const int WordsOfMask = PackedClasses.BitsOfClass;
    private const int MostMasks = MostWords / WordsOfMask;

    /// <summary>What the names that the first half of each class's rows chooses do to the second half.</summary>
    /// <param name="batch">The batch, of at most <see cref="MaxClasses"/> classes, whose labels are classes.</param>
    /// <param name="places">The sample in the order of rows, as <see cref="RowSample.Sorted"/> gives it.</param>
    /// <param name="scored">How many rows of the batch are scored.</param>
    /// <param name="wrong">How many of these are wrong.</param>
    /// <returns>No gain where there are too many classes for the batch.</returns>
    public static NameGain Of(in ScorableBatch batch, ReadOnlySpan<ulong> places, long scored, long wrong)
    {
        return SmallSample.IsSupported && places.Length <= SmallSample.MaxRows ? OfFewRows(batch, places, scored, wrong) : OfRows(batch, places, scored, wrong);
    }

    private static NameGain OfFewRows(in ScorableBatch batch, ReadOnlySpan<ulong> places, long scored, long wrong)
    {
        var end = Math.Min(places.Length, RowsOfWord);
        var first = places[..end];
        var second = places[end..];
        var ignored = batch.Contract.IgnoreIndex ?? ClassLabels.None;
        var (lower, upper) = (LabelsOf(batch, first, ignored), LabelsOf(batch, second, ignored));
        var areEnough = PermutationSample.AreEnough(batch.Classes, scored, wrong)
            || PermutationSample.AreEnough(Occurring([lower.Classes, upper.Classes], [lower.AreScored, upper.AreScored], batch.Classes), scored, wrong);
        return areEnough ? SmallSample.Judge((lower.Classes, upper.Classes), (lower.AreScored, upper.AreScored), (TopsOf(batch, first), TopsOf(batch, second)), batch.Classes) : default;
    }

    [SkipLocalsInit]
    private static NameGain OfRows(in ScorableBatch batch, ReadOnlySpan<ulong> places, long scored, long wrong)
    {
        var (classes, words) = (batch.Classes, (places.Length + RowsOfWord - 1) / RowsOfWord);
        Span<ulong> labels = stackalloc ulong[MostWords];
        Span<ulong> areScored = stackalloc ulong[MostWords];
        Span<ulong> masks = stackalloc ulong[MostMasks * MaxClasses];
        labels = labels[..words];
        areScored = areScored[..words];
        ReadLabels(batch, places, labels, areScored);
        if (!PermutationSample.AreEnough(classes, scored, wrong) && !PermutationSample.AreEnough(Occurring(labels, areScored, classes), scored, wrong))
        {
            return default;
        }

        masks = masks[..((words + WordsOfMask - 1) / WordsOfMask * classes)];
        ReadTops(batch, places, masks);
        return Judge(labels, areScored, masks, classes);
    }

    private static void ReadLabels(in ScorableBatch batch, ReadOnlySpan<ulong> places, Span<ulong> labels, Span<ulong> areScored)
    {
        // The labels of a batch that was scored are classes or the ignore value.
        var ignored = batch.Contract.IgnoreIndex ?? ClassLabels.None;
        for (var word = 0; word < labels.Length; word++)
        {
            var some = places[(word * RowsOfWord)..Math.Min((word + 1) * RowsOfWord, places.Length)];
            (labels[word], areScored[word]) = LabelsOf(batch, some, ignored);
        }
    }

    private static (ulong Classes, ulong AreScored) LabelsOf(in ScorableBatch batch, ReadOnlySpan<ulong> places, long ignored) => batch.Labels.Type == ElementType.I64 && !batch.Kinds.HasDenseLabels
        ? PackedClasses.LabelsOf(MemoryMarshal.Cast<byte, long>(batch.Labels.Bytes), places, ignored)
        : PackedClasses.LabelsOf(batch, places, ignored);

    private static ulong TopsOf(in ScorableBatch batch, ReadOnlySpan<ulong> places) => batch.Scores.Type == ElementType.F32 && batch.Stride == 1
        ? PackedClasses.TopsOf(MemoryMarshal.Cast<byte, float>(batch.Scores.Bytes), places, batch.Rows, batch.Classes)
        : PackedClasses.TopsOf(batch, places);

    // As masks, ordered by class, then by row.
    private static void ReadTops(in ScorableBatch batch, ReadOnlySpan<ulong> places, Span<ulong> masks)
    {
        var (classes, count) = (batch.Classes, masks.Length / batch.Classes);
        masks.Clear();
        for (var word = 0; word * RowsOfWord < places.Length; word++)
        {
            var some = places[(word * RowsOfWord)..Math.Min((word + 1) * RowsOfWord, places.Length)];
            var tops = TopsOf(batch, some);
            for (var name = 0; name < classes; name++)
            {
                masks[(name * count) + (word / WordsOfMask)] |= PackedClasses.MaskOf(tops, name) << (word % WordsOfMask);
            }
        }
    }

    private static int Occurring(ReadOnlySpan<ulong> labels, ReadOnlySpan<ulong> areScored, int classes)
    {
        var occurring = 0;
        for (var label = 0; label < classes; label++)
        {
            var rows = 0UL;
            for (var word = 0; word < labels.Length; word++)
            {
                rows |= PackedClasses.MaskOf(labels[word], label) & areScored[word];
            }

            occurring += rows != 0 ? 1 : 0;
        }

        return occurring;
    }

    [SkipLocalsInit]
    private static NameGain Judge(ReadOnlySpan<ulong> labels, ReadOnlySpan<ulong> areScored, ReadOnlySpan<ulong> masks, int classes)
    {
        Span<ulong> first = stackalloc ulong[MostMasks];
        Span<ulong> second = stackalloc ulong[MostMasks];
        first = first[..(masks.Length / classes)];
        second = second[..(masks.Length / classes)];
        var (renamed, kept, judged) = (0, 0, 0);
        for (var label = 0; label < classes; label++)
        {
            var rows = Halve(labels, areScored, label, first, second);
            var name = MostCommon(first, masks, classes);

            // All bits are set where another name was chosen.
            var other = -((name != label) & (rows > 1) ? 1 : 0);
            renamed += other & Shared(second, masks[(name * second.Length)..]);
            kept += other & Shared(second, masks[(label * second.Length)..]);
            judged += rows - (rows / 2);
        }

        return new NameGain(renamed, kept, judged);
    }

    // The rows of a label, and how many they are.
    private static int Halve(ReadOnlySpan<ulong> labels, ReadOnlySpan<ulong> areScored, int label, Span<ulong> first, Span<ulong> second)
    {
        var rows = 0;
        for (var word = 0; word < labels.Length; word++)
        {
            rows += BitOperations.PopCount(PackedClasses.MaskOf(labels[word], label) & areScored[word]);
        }

        first.Clear();
        second.Clear();
        var left = rows / 2;
        for (var word = 0; word < labels.Length; word++)
        {
            var all = PackedClasses.MaskOf(labels[word], label) & areScored[word];
            var lowest = PackedClasses.Lowest(all, left);
            first[word / WordsOfMask] |= lowest << (word % WordsOfMask);
            second[word / WordsOfMask] |= (all ^ lowest) << (word % WordsOfMask);
            left -= BitOperations.PopCount(lowest);
        }

        return rows;
    }

    // Of names that are equally common the lowest.
    private static int MostCommon(ReadOnlySpan<ulong> rows, ReadOnlySpan<ulong> masks, int classes)
    {
        if (rows.Length == 1)
        {
            // Samples of up to 64 rows are the usual ones.
            return MostCommon(rows[0], masks[..classes]);
        }

        var most = 0;
        for (var name = 0; name < classes; name++)
        {
            most = LargerOf(most, Ordered(Shared(rows, masks[(name * rows.Length)..]), name));
        }

        return NameOf(most);
    }

    // In two turns, of which neither waits for the other.
    private static int MostCommon(ulong rows, ReadOnlySpan<ulong> masks)
    {
        var (most, other, name) = (0, 0, 0);
        for (; name < masks.Length - 1; name += 2)
        {
            most = LargerOf(most, Ordered(BitOperations.PopCount(rows & masks[name]), name));
            other = LargerOf(other, Ordered(BitOperations.PopCount(rows & masks[name + 1]), name + 1));
        }

        most = name < masks.Length ? LargerOf(most, Ordered(BitOperations.PopCount(rows & masks[name]), name)) : most;
        return NameOf(LargerOf(most, other));
    }

    // By count, and of equal counts by name, the lowest last.
    private static int Ordered(int count, int name) => (count * MaxClasses) + MaxClasses - 1 - name;

    private static int NameOf(int ordered) => MaxClasses - 1 - (ordered % MaxClasses);

    // In a loop, the compiler makes a branch of everything but arithmetic.
    private static int LargerOf(int one, int other)
    {
        var less = one - other;
        return one - (less & (less >> 31));
    }

    private static int Shared(ReadOnlySpan<ulong> some, ReadOnlySpan<ulong> others)
    {
        var count = BitOperations.PopCount(some[0] & others[0]);
        for (var i = 1; i < some.Length; i++)
        {
            count += BitOperations.PopCount(some[i] & others[i]);
        }

        return count;
    }
}
