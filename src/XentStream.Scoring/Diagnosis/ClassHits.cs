using System.Numerics;
using System.Runtime.CompilerServices;
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

    // So many classes are counted at once, in fields of eight bits of each lane: a lane sees an eighth of the rows.
    private const int Fields = 4;

    // Of rounding, in single precision.
    private const double Margin = 1 + 1e-6;

    /// <summary>
    /// Whether no other names can be better by enough. Each class that is renamed gains at most its wrong rows and loses those that are right; with d the difference of a class and n its rows, (Σd)²/Σn of any
    /// classes is at most Σd²/n of those whose d is above 0 (Sedrakyan), and that is the square of the standard errors.
    /// </summary>
    /// <param name="block">All rows of a batch, scored without smoothing.</param>
    /// <param name="rows">How many.</param>
    /// <param name="classes">How many classes there are, at most <see cref="MaxClasses"/>.</param>
    public static bool RuleOutOtherNames(RowBlock block, int rows, int classes)
    {
        ReadOnlySpan<int> labels = block.Label.First(RowBlock.MaxRows);
        ReadOnlySpan<int> ranks = block.Rank.First(RowBlock.MaxRows);
        var (occurring, squares) = (0, 0F);
        for (var first = 0; first < classes; first += Fields)
        {
            var (all, wrong) = Avx2.IsSupported ? Count(labels, ranks, rows, first) : CountOneByOne(labels[..rows], ranks, first);
            var occur = Vector128.GreaterThan(all, Vector128<int>.Zero);
            if ((occur & Vector128.LessThan(all, Vector128.Create(LabelMapPermuted.LeastLabels))) != Vector128<int>.Zero)
            {
                return true;
            }

            occurring += BitOperations.PopCount(occur.ExtractMostSignificantBits());
            var gain = Vector128.ConvertToSingle(Vector128.Max(wrong + wrong - all, Vector128<int>.Zero));
            squares += Vector128.Sum(gain * gain / Vector128.ConvertToSingle(Vector128.Max(all, Vector128<int>.One)));
        }

        return occurring < 2 || !LabelMapPermuted.IsBeyondChance(Math.Sqrt(squares) * Margin, occurring);
    }

    // Of all rows of four classes, and of those that are wrong. A loop of its own: inlined into another method, its sums do not stay in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Vector128<int> All, Vector128<int> Wrong) Count(ReadOnlySpan<int> labels, ReadOnlySpan<int> ranks, int rows, int first)
    {
        var (all, wrong, left) = (Vector256<uint>.Zero, Vector256<uint>.Zero, Vector256.Create(rows) - Vector256<int>.Indices);
        var labelVectors = MemoryMarshal.Cast<int, Vector256<int>>(labels);
        var rankVectors = MemoryMarshal.Cast<int, Vector256<int>>(ranks);
        for (var i = 0; i * Vector256<int>.Count < rows; i++)
        {
            // What is no such class, or ignored, is shifted out; what is behind the last row is no row.
            var isRow = Vector256.GreaterThan(left, Vector256<int>.Zero).AsUInt32() & Vector256<uint>.One;
            var one = Avx2.ShiftLeftLogicalVariable(isRow, ((labelVectors[i] - Vector256.Create(first)) << 3).AsUInt32());
            all += one;
            wrong += one & Vector256.GreaterThan(rankVectors[i], Vector256<int>.Zero).AsUInt32();
            left -= Vector256.Create(Vector256<int>.Count);
        }

        return (SumOfFields(all), SumOfFields(wrong));
    }

    // The fields of a class are brought together, four of each half, and summed up.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> SumOfFields(Vector256<uint> lanes)
    {
        var order = Vector256.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        var together = Avx2.PermuteVar8x32(Avx2.Shuffle(lanes.AsByte(), order).AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7));
        var sums = Avx2.SumAbsoluteDifferences(together.AsByte(), Vector256<byte>.Zero).AsInt32();
        return Avx2.PermuteVar8x32(sums, Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6)).GetLower();
    }

    private static (Vector128<int> All, Vector128<int> Wrong) CountOneByOne(ReadOnlySpan<int> labels, ReadOnlySpan<int> ranks, int first)
    {
        Span<int> all = stackalloc int[Fields];
        Span<int> wrong = stackalloc int[Fields];
        all.Clear();
        wrong.Clear();
        for (var row = 0; row < labels.Length; row++)
        {
            var place = (uint)(labels[row] - first);
            if (place < Fields)
            {
                all[(int)place]++;
                wrong[(int)place] += ranks[row] > 0 ? 1 : 0;
            }
        }

        return (Vector128.Create<int>(all), Vector128.Create<int>(wrong));
    }
}
