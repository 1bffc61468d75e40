using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Diagnosis.Rules;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// How many rows of each class there are in a block, and how many of these are wrong. The kernel left both in its columns; they bound what <see cref="LabelMapPermuted"/> could find, without a
/// look at the scores.
/// </summary>
internal static class ClassHits
{
    /// <summary>The most classes.</summary>
    public const int MaxClasses = 16;

    // So many classes are counted at once, in fields of eight bits of each lane: a lane sees an eighth of the rows, or all of them one by one.
    private const int Fields = 4;
    private const uint EvenFields = 0x00FF_00FF;

    // Of rounding.
    private const double Margin = 1 + 1e-9;

    /// <summary>
    /// Whether no other names can be better by enough. Each class that is renamed gains at most its wrong rows and loses those that are right; with d the difference of a class and n its rows, (Σd)²/Σn of any
    /// classes is at most Σd²/n of those whose d is above 0 (Sedrakyan), and that is the square of the standard errors.
    /// </summary>
    /// <param name="block">All rows of a batch, scored without smoothing.</param>
    /// <param name="rows">How many.</param>
    /// <param name="classes">How many classes there are, at most <see cref="MaxClasses"/>.</param>
    public static bool RuleOutOtherNames(RowBlock block, int rows, int classes)
    {
        var (occurring, squares) = (0, 0.0);
        for (var first = 0; first < classes; first += Fields)
        {
            var counts = Count(block, rows, first);
            for (var place = 0; place < Fields; place++)
            {
                var (all, wrong) = counts.Of(place);
                if (all is > 0 and < LabelMapPermuted.LeastLabels)
                {
                    return true;
                }

                occurring += all > 0 ? 1 : 0;
                double gain = Math.Max((2 * wrong) - all, 0);
                squares += gain * gain / Math.Max(all, 1);
            }
        }

        return occurring < 2 || !LabelMapPermuted.IsBeyondChance(Math.Sqrt(squares * Margin), occurring);
    }

    private static FieldCounts Count(RowBlock block, int rows, int first)
    {
        ReadOnlySpan<int> labels = block.Label.First(RowBlock.MaxRows);
        ReadOnlySpan<int> ranks = block.Rank.First(RowBlock.MaxRows);
        return Avx2.IsSupported ? CountInVectors(labels, ranks, rows, first) : CountOneByOne(labels[..rows], ranks, first);
    }

    private static FieldCounts CountInVectors(ReadOnlySpan<int> labels, ReadOnlySpan<int> ranks, int rows, int first)
    {
        var (all, wrong) = (Vector256<uint>.Zero, Vector256<uint>.Zero);
        var labelVectors = MemoryMarshal.Cast<int, Vector256<int>>(labels);
        var rankVectors = MemoryMarshal.Cast<int, Vector256<int>>(ranks);
        for (var i = 0; i * Vector256<int>.Count < rows; i++)
        {
            // What is no such class, or ignored, is shifted out, and so is what is behind the last row.
            var left = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(rows - (i * Vector256<int>.Count))).AsUInt32() & Vector256<uint>.One;
            var one = Avx2.ShiftLeftLogicalVariable(left, ((labelVectors[i] - Vector256.Create(first)) << 3).AsUInt32());
            all += one;
            wrong += one & Vector256.GreaterThan(rankVectors[i], Vector256<int>.Zero).AsUInt32();
        }

        var even = Vector256.Create(EvenFields);
        return new FieldCounts(Vector256.Sum(all & even), Vector256.Sum((all >> 8) & even), Vector256.Sum(wrong & even), Vector256.Sum((wrong >> 8) & even));
    }

    private static FieldCounts CountOneByOne(ReadOnlySpan<int> labels, ReadOnlySpan<int> ranks, int first)
    {
        var counts = default(FieldCounts);
        for (var row = 0; row < labels.Length; row++)
        {
            var place = (uint)(labels[row] - first);
            if (place < Fields)
            {
                var one = 1U << (int)(place / 2 * 16);
                var (even, odd) = place % 2 == 0 ? (one, 0U) : (0U, one);
                var isWrong = ranks[row] > 0 ? 1U : 0;
                counts = new(counts.Even + even, counts.Odd + odd, counts.WrongEven + (even * isWrong), counts.WrongOdd + (odd * isWrong));
            }
        }

        return counts;
    }

    // Of the first and the third class in fields of sixteen bits, and of the two others.
    private readonly record struct FieldCounts(uint Even, uint Odd, uint WrongEven, uint WrongOdd)
    {
        public (int All, int Wrong) Of(int place) =>
            ((int)((place % 2 == 0 ? Even : Odd) >> (place / 2 * 16)) & ushort.MaxValue, (int)((place % 2 == 0 ? WrongEven : WrongOdd) >> (place / 2 * 16)) & ushort.MaxValue);
    }
}
