using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// Other names for few classes, by a sample in the order of its rows: a bit stands for a row, a mask for the rows of a label or of a prediction, and rows are counted by the bits that two masks
/// share. Nothing is sorted, and no branch depends on a label or a score.
/// </summary>
internal static class CountedNames
{
    /// <summary>The most classes.</summary>
    public const int MaxClasses = 16;

    private const int MostWords = SamplePlaces.MostRows * SamplePlaces.More / Word;
    private const int Word = 64;
    private const byte Ignored = byte.MaxValue;

    /// <summary>What the names that the first half of each class's rows chooses do to the second half.</summary>
    /// <param name="batch">The batch, of at most <see cref="MaxClasses"/> classes, with labels of an integer type.</param>
    /// <param name="places">The sample in the order of rows, as <see cref="RowSample.Sorted"/> gives it.</param>
    /// <param name="scored">How many rows of the batch are scored.</param>
    /// <param name="wrong">How many of these are wrong.</param>
    /// <returns>No gain where there are too many classes for the batch.</returns>
    [SkipLocalsInit]
    public static NameGain Of(in ScorableBatch batch, ReadOnlySpan<ulong> places, long scored, long wrong)
    {
        var (classes, words) = (batch.Classes, (places.Length + Word - 1) / Word);
        Span<byte> labels = stackalloc byte[MostWords * Word];
        Span<byte> tops = stackalloc byte[MostWords * Word];
        Span<ulong> masks = stackalloc ulong[MostWords * MaxClasses];
        ReadLabels(batch, places, labels);
        labels = labels[..(words * Word)];
        labels[places.Length..].Fill(Ignored);
        if (!PermutationSample.AreEnough(classes, scored, wrong) && !PermutationSample.AreEnough(Occurring(labels, classes), scored, wrong))
        {
            return default;
        }

        ReadTops(batch, places, tops);
        masks = masks[..(words * classes)];
        for (var i = 0; i < masks.Length; i++)
        {
            masks[i] = MaskOf(tops[(i % words * Word)..], i / words);
        }

        return Judge(labels, masks, classes);
    }

    // The labels of a batch that was scored are classes or the ignore value.
    private static void ReadLabels(in ScorableBatch batch, ReadOnlySpan<ulong> places, Span<byte> labels)
    {
        var (rows, ignored) = (batch.Rows, batch.Contract.IgnoreIndex ?? -1);
        var longs = batch.Labels.Type == ElementType.I64 ? MemoryMarshal.Cast<byte, long>(batch.Labels.Bytes) : [];
        for (var i = 0; i < places.Length; i++)
        {
            var row = RowSample.RowOf(places[i], rows);
            var label = longs.IsEmpty ? batch.IntegerOfLabel(row) : longs[(int)row];
            labels[i] = label == ignored ? Ignored : (byte)label;
        }
    }

    private static void ReadTops(in ScorableBatch batch, ReadOnlySpan<ulong> places, Span<byte> tops)
    {
        var (rows, classes) = (batch.Rows, batch.Classes);
        var floats = batch.Scores.Type == ElementType.F32 && batch.Stride == 1 ? MemoryMarshal.Cast<byte, float>(batch.Scores.Bytes) : [];
        for (var i = 0; i < places.Length; i++)
        {
            var row = RowSample.RowOf(places[i], rows);
            tops[i] = (byte)(floats.IsEmpty ? RowClass.TopOf(batch, row) : RowClass.TopOf(floats.Slice((int)row * classes, classes)));
        }
    }

    private static int Occurring(ReadOnlySpan<byte> labels, int classes)
    {
        var occurring = 0;
        for (var label = 0; label < classes; label++)
        {
            occurring += labels.Contains((byte)label) ? 1 : 0;
        }

        return occurring;
    }

    // The masks of predictions are ordered by name, then by word.
    [SkipLocalsInit]
    private static NameGain Judge(ReadOnlySpan<byte> labels, ReadOnlySpan<ulong> masks, int classes)
    {
        Span<ulong> first = stackalloc ulong[MostWords];
        Span<ulong> second = stackalloc ulong[MostWords];
        first = first[..(labels.Length / Word)];
        second = second[..(labels.Length / Word)];
        var gain = default(NameGain);
        for (var label = 0; label < classes; label++)
        {
            var half = Halve(labels, label, first, second);
            var name = MostCommon(first, masks, classes);
            var other = -((name != label) & (half.First > 0) ? 1 : 0);
            var renamed = other & Shared(second, masks.Slice(name * second.Length, second.Length));
            var kept = other & Shared(second, masks.Slice(label * second.Length, second.Length));
            gain = new(gain.Renamed + renamed, gain.Kept + kept, gain.Judged + half.Second);
        }

        return gain;
    }

    // The rows of a label, and how many are in either half.
    private static (int First, int Second) Halve(ReadOnlySpan<byte> labels, int label, Span<ulong> first, Span<ulong> second)
    {
        var all = 0;
        for (var word = 0; word < second.Length; word++)
        {
            second[word] = MaskOf(labels[(word * Word)..], label);
            all += BitOperations.PopCount(second[word]);
        }

        var left = all / 2;
        for (var word = 0; word < second.Length; word++)
        {
            first[word] = Lowest(second[word], left);
            second[word] ^= first[word];
            left -= BitOperations.PopCount(first[word]);
        }

        return (all / 2, all - (all / 2));
    }

    // Of names that are equally common the lowest.
    private static int MostCommon(ReadOnlySpan<ulong> rows, ReadOnlySpan<ulong> masks, int classes)
    {
        var most = 0;
        for (var name = 0; name < classes; name++)
        {
            // The larger of the two: in a loop, the compiler makes a branch of everything but arithmetic.
            var less = most - (Shared(rows, masks.Slice(name * rows.Length, rows.Length)) * MaxClasses) - (MaxClasses - 1 - name);
            most -= less & (less >> 31);
        }

        return MaxClasses - 1 - (most % MaxClasses);
    }

    private static int Shared(ReadOnlySpan<ulong> some, ReadOnlySpan<ulong> others)
    {
        var count = 0;
        for (var word = 0; word < some.Length; word++)
        {
            count += BitOperations.PopCount(some[word] & others[word]);
        }

        return count;
    }

    private static ulong MaskOf(ReadOnlySpan<byte> classes, int one) => Vector512.Equals(Vector512.Create(classes), Vector512.Create((byte)one)).ExtractMostSignificantBits();

    // So many of the bits that are set, or all.
    private static ulong Lowest(ulong mask, int count)
    {
        if (count >= Word)
        {
            return mask;
        }

        if (Bmi2.X64.IsSupported)
        {
            return Bmi2.X64.ParallelBitDeposit((1UL << count) - 1, mask);
        }

        var rest = mask;
        for (var i = 0; i < count; i++)
        {
            rest &= rest - 1;
        }

        return mask ^ rest;
    }
}
