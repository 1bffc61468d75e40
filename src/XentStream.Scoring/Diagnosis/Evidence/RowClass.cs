using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
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

        return batch.Kinds.Labels != LabelKind.Index || batch.IsIgnored(row) ? null
            : batch.Labels.Type.IsInteger ? (int)batch.IntegerOfLabel(row) : (int)batch.NumberOfLabel(row);
    }

    /// <summary>The class with the highest score, of equal ones the first. Of a row that was scored: none of its scores is NaN.</summary>
    public static int TopOf(in ScorableBatch batch, long row)
    {
        if (batch.Scores.Type == ElementType.F16 && batch.Stride == 1)
        {
            return TopOfHalves(MemoryMarshal.Cast<byte, short>(batch.ScoresOfRow(row))[..batch.Classes]);
        }

        if (batch.Scores.Type != ElementType.F32 || batch.Stride != 1)
        {
            return new DenseRow(batch.Scores.Type, batch.ScoresOfRow(row), batch.Classes, batch.Stride).Top();
        }

        var scores = MemoryMarshal.Cast<byte, float>(batch.ScoresOfRow(row))[..batch.Classes];
        return scores.Length <= FewClasses ? TopOfFew(scores) : TopOfMany(scores);
    }

    // The bits of numbers that are not NaN are in the order of the numbers, and those below 0 in the opposite order; the two zeros are equal.
    private static int TopOfHalves(ReadOnlySpan<short> bits)
    {
        var (top, most) = (0, int.MinValue);
        for (var c = 0; c < bits.Length; c++)
        {
            var order = bits[c] >= 0 ? bits[c] : -(bits[c] & short.MaxValue);
            (top, most) = order > most ? (c, order) : (top, most);
        }

        return top;
    }

    // Without a branch, of which a row of ten random scores takes three. The last vector ends with the row, and overlaps the one before.
    private static int TopOfFew(ReadOnlySpan<float> scores)
    {
        var end = scores.Length - Vector128<float>.Count;
        if (end < 0)
        {
            return TopOfLess(scores);
        }

        var max = Vector128.Create(scores[end..]);
        for (var c = 0; c < end; c += Vector128<float>.Count)
        {
            max = Vector128.MaxNative(max, Vector128.Create(scores[c..]));
        }

        max = Vector128.MaxNative(max, Vector128.Shuffle(max, Vector128.Create(2, 3, 0, 1)));
        max = Vector128.MaxNative(max, Vector128.Shuffle(max, Vector128.Create(1, 0, 3, 2)));
        var tops = Vector128.Equals(Vector128.Create(scores[end..]), max).ExtractMostSignificantBits() << end;
        for (var c = 0; c < end; c += Vector128<float>.Count)
        {
            tops |= Vector128.Equals(Vector128.Create(scores[c..]), max).ExtractMostSignificantBits() << c;
        }

        return BitOperations.TrailingZeroCount(tops);
    }

    private static int TopOfLess(ReadOnlySpan<float> scores)
    {
        var (top, most) = (0, scores[0]);
        for (var c = 1; c < scores.Length; c++)
        {
            (top, most) = scores[c] > most ? (c, scores[c]) : (top, most);
        }

        return top;
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
