using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>The class of single rows of a batch that was scored, as it is labelled and as it is predicted.</summary>
internal static class RowClass
{
    // Of fewer, one after the other is the fastest.
    private const int FewClasses = 32;

    /// <summary>The label, or null where the row is ignored or its label is no single class.</summary>
    public static int? Of(in ScorableBatch batch, long row)
    {
        if (batch.Kinds.Labels == LabelKind.OneHot)
        {
            var label = batch.LabelsOfRow(row);
            return label.IsZero() ? null : label.Top();
        }

        if (batch.Kinds.Labels != LabelKind.Index)
        {
            return null;
        }

        if (batch.Labels.Type.IsInteger)
        {
            var label = batch.IntegerOfLabel(row);
            return label == batch.Contract.IgnoreIndex ? null : (int)label;
        }

        return batch.IsIgnored(row) ? null : (int)batch.NumberOfLabel(row);
    }

    /// <summary>The class with the highest score, of equal ones the first. Of a row that was scored: none of its scores is NaN.</summary>
    public static int TopOf(in ScorableBatch batch, long row)
    {
        if (batch.Stride != 1 || batch.Scores.Type is not (ElementType.F32 or ElementType.F16))
        {
            return batch.NumbersOfRow(row).Top();
        }

        return batch.Scores.Type == ElementType.F32
            ? TopOf(MemoryMarshal.Cast<byte, float>(batch.ScoresOfRow(row))[..batch.Classes])
            : TopOfHalves(MemoryMarshal.Cast<byte, short>(batch.ScoresOfRow(row))[..batch.Classes]);
    }

    /// <summary>The same of the scores of a row, none of which is NaN.</summary>
    public static int TopOf(ReadOnlySpan<float> scores) => scores.Length switch
    {
        <= 3 => TopOfThree(scores),
        >= 8 and <= 16 => TopOfEightOrMore(scores),
        <= FewClasses => TopOfFew(scores),
        _ => TopOfMany(scores),
    };

    // Two, or three; behind them comes nothing that is before them. In vectors too: of arithmetic on single scores the compiler makes branches, which three random scores take as often as not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TopOfThree(ReadOnlySpan<float> scores)
    {
        var all = Vector128.Create(scores[0], scores[1], scores.Length > 2 ? scores[2] : float.NegativeInfinity, float.NegativeInfinity);
        return BitOperations.TrailingZeroCount(Vector128.Equals(all, MaxOf(all)).ExtractMostSignificantBits());
    }

    private static Vector128<float> MaxOf(Vector128<float> scores)
    {
        var max = Vector128.MaxNative(scores, Vector128.Shuffle(scores, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(max, Vector128.Shuffle(max, Vector128.Create(1, 0, 3, 2)));
    }

    private static int TopOfHalves(ReadOnlySpan<short> bits) =>
        bits.Length < Vector128<short>.Count || bits.Length > FewClasses ? TopOfHalvesOneByOne(bits) : TopOfFewHalves(bits);

    // The bits of numbers that are not NaN are in the order of the numbers, and those below 0 in the opposite order; the two zeros are equal.
    private static int TopOfHalvesOneByOne(ReadOnlySpan<short> bits)
    {
        // The class is below the score, and counted down, so that the first of equal ones is the largest: without a branch.
        var most = long.MinValue;
        for (var c = 0; c < bits.Length; c++)
        {
            var sign = bits[c] >> 15;
            long order = ((bits[c] & short.MaxValue) ^ sign) - sign;
            most = Math.Max(most, (order << 32) - c);
        }

        return -(int)most;
    }

    // As with floats below: the last vector ends with the row, and overlaps the one before.
    private static int TopOfFewHalves(ReadOnlySpan<short> bits)
    {
        var end = bits.Length - Vector128<short>.Count;
        var last = OrderOf(Vector128.Create(bits[end..]));
        var max = last;
        for (var c = 0; c < end; c += Vector128<short>.Count)
        {
            max = Vector128.Max(max, OrderOf(Vector128.Create(bits[c..])));
        }

        max = Vector128.Max(max, Vector128.Shuffle(max, Vector128.Create((short)4, 5, 6, 7, 0, 1, 2, 3)));
        max = Vector128.Max(max, Vector128.Shuffle(max, Vector128.Create((short)2, 3, 0, 1, 6, 7, 4, 5)));
        max = Vector128.Max(max, Vector128.Shuffle(max, Vector128.Create((short)1, 0, 3, 2, 5, 4, 7, 6)));
        var tops = Vector128.Equals(last, max).ExtractMostSignificantBits() << end;
        for (var c = 0; c < end; c += Vector128<short>.Count)
        {
            tops |= Vector128.Equals(OrderOf(Vector128.Create(bits[c..])), max).ExtractMostSignificantBits() << c;
        }

        return BitOperations.TrailingZeroCount(tops);
    }

    private static Vector128<short> OrderOf(Vector128<short> bits)
    {
        var sign = bits >> 15;
        return ((bits & Vector128.Create(short.MaxValue)) ^ sign) - sign;
    }

    // Without a branch, of which a row of ten random scores takes three. The last vector ends with the row, and overlaps the one before.
    private static int TopOfFew(ReadOnlySpan<float> scores)
    {
        var end = scores.Length - Vector128<float>.Count;
        var last = Vector128.Create(scores[end..]);
        var max = last;
        for (var c = 0; c < end; c += Vector128<float>.Count)
        {
            max = Vector128.MaxNative(max, Vector128.Create(scores[c..]));
        }

        max = MaxOf(max);
        var tops = Vector128.Equals(last, max).ExtractMostSignificantBits() << end;
        for (var c = 0; c < end; c += Vector128<float>.Count)
        {
            tops |= Vector128.Equals(Vector128.Create(scores[c..]), max).ExtractMostSignificantBits() << c;
        }

        return BitOperations.TrailingZeroCount(tops);
    }

    // The same in two vectors, without a loop.
    private static int TopOfEightOrMore(ReadOnlySpan<float> scores)
    {
        var end = scores.Length - Vector256<float>.Count;
        var (first, last) = (Vector256.Create(scores), Vector256.Create(scores[end..]));
        var both = Vector256.MaxNative(first, last);
        var max = Vector256.Create(MaxOf(Vector128.MaxNative(both.GetLower(), both.GetUpper())).ToScalar());
        return BitOperations.TrailingZeroCount(Vector256.Equals(first, max).ExtractMostSignificantBits() | (Vector256.Equals(last, max).ExtractMostSignificantBits() << end));
    }

    private static int TopOfMany(ReadOnlySpan<float> scores)
    {
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
}
