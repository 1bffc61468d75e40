using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Diagnosis.Evidence;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Classes of sixteen rows in a number, four bits for each.</summary>
/// <remarks>They are gathered in a register: a vector that is read soon after its bytes were written one by one waits for all that was written before.</remarks>
internal static class PackedClasses
{
    /// <summary>Bits of a class.</summary>
    public const int BitsOfClass = 4;

    /// <summary>Rows in a number.</summary>
    public const int RowsOfWord = 64 / BitsOfClass;

    private const ulong LastClass = (1UL << BitsOfClass) - 1;
    private const ulong AllRows = 0x1111_1111_1111_1111;

    // Loops of their own: inlined into another method, their sums do not stay in registers.

    /// <summary>The labels of some rows, and a bit for each that is not the ignore value.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (ulong Classes, ulong AreScored) LabelsOf(ReadOnlySpan<long> labels, ReadOnlySpan<ulong> places, long ignored)
    {
        var (classes, areScored) = (0UL, 0UL);
        for (var i = places.Length - 1; i >= 0; i--)
        {
            var label = labels[(int)RowSample.RowOf(places[i], labels.Length)];
            classes = (classes << BitsOfClass) | ((ulong)label & LastClass);
            areScored = (areScored << BitsOfClass) | (label == ignored ? 0UL : 1);
        }

        return (classes, areScored);
    }

    /// <summary>The labels of some rows in any type, likewise.</summary>
    public static (ulong Classes, ulong AreScored) LabelsOf(in ScorableBatch batch, ReadOnlySpan<ulong> places, long ignored)
    {
        var (classes, areScored) = (0UL, 0UL);
        for (var i = places.Length - 1; i >= 0; i--)
        {
            var row = RowSample.RowOf(places[i], batch.Rows);
            var label = batch.Kinds.HasDenseLabels ? DenseClasses.Of(batch, row) : batch.IntegerOfLabel(row);
            classes = (classes << BitsOfClass) | ((ulong)label & LastClass);
            areScored = (areScored << BitsOfClass) | (label == ignored || label == ClassLabels.None ? 0UL : 1);
        }

        return (classes, areScored);
    }

    /// <summary>What some rows of F32 scores predict.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong TopsOf(ReadOnlySpan<float> scores, ReadOnlySpan<ulong> places, long rows, int classes)
    {
        var tops = 0UL;
        for (var i = places.Length - 1; i >= 0; i--)
        {
            tops = (tops << BitsOfClass) | (uint)RowClass.TopOf(scores.Slice((int)RowSample.RowOf(places[i], rows) * classes, classes));
        }

        return tops;
    }

    /// <summary>What some rows of any scores predict.</summary>
    public static ulong TopsOf(in ScorableBatch batch, ReadOnlySpan<ulong> places)
    {
        var tops = 0UL;
        for (var i = places.Length - 1; i >= 0; i--)
        {
            tops = (tops << BitsOfClass) | (uint)RowClass.TopOf(batch, RowSample.RowOf(places[i], batch.Rows));
        }

        return tops;
    }

    /// <summary>The rows of a class, one bit in four: those whose four bits differ from it in none.</summary>
    public static ulong MaskOf(ulong classes, int one)
    {
        var differ = classes ^ ((ulong)one * AllRows);
        differ |= differ >> 2;
        return ~(differ | (differ >> 1)) & AllRows;
    }

    /// <summary>So many of the lowest bits that are set, or all.</summary>
    public static ulong Lowest(ulong mask, int count)
    {
        if (count >= RowsOfWord)
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
