using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// The questions of <see cref="Suspicion"/> to the batch that nearly all are: logits in F32 or half precision of two axes, with one class a row, all scored as one block. Such a batch may take less than half a microsecond, so they are put
/// in one go, and without the structures that other batches need: these would have to be cleared for every batch.
/// </summary>
internal static class UsualBatch
{
    /// <summary>How many numbers of a line are looked at.</summary>
    public const int Numbers = 8;

    // More than what the rules allow to F32, so that rounding does not matter.
    private const float Margin = 2 * (float)Normalization.Tolerance;

    /// <summary>Whether it is such a batch, and nothing is off with it. Otherwise nothing is said.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="totals">What was found of its rows.</param>
    /// <param name="block">The columns of all its rows, where they were scored as one block.</param>
    /// <param name="wrongRows">Room for which rows are wrong.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsClean(in ScorableBatch batch, Totals totals, RowBlock? block, WrongRows? wrongRows) =>
        block is { Ignored: 0 }
        && batch is { Rank: 2, ClassAxis: 1 }
        && (batch is { Rows: >= Numbers, Classes: > 1 } or { Rows: 1, Classes: >= Numbers })
        && batch.Labels.Type == ElementType.I64
        && batch.Kinds == new BatchKinds(ScoreKind.Logits, LabelKind.Index)
        && (batch.Scores.Type == ElementType.F32 ? AreOutside(MemoryMarshal.Cast<byte, float>(batch.Scores.Bytes), batch.Rows, batch.Classes) : HalfLines.AreOutside(batch))
        && !(block.Weights.ArePresent && totals.Weight.IsZero)
        && !PermutationSample.MayBePermuted(batch, totals, block, wrongRows);

    // The first row, and the first line over the rows where there are several.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreOutside(ReadOnlySpan<float> scores, long rows, int classes) => IsRowOutside(scores, classes) && (rows == 1 || IsLineOutside(scores, classes));

    // Whether a number of the first row is outside of [0, 1], so that it is no distribution. None is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsRowOutside(ReadOnlySpan<float> scores, int classes)
    {
        var row = Vector256.Create(scores);
        return ((Above(row, 1) | Below(row)) & ((1u << Math.Min(classes, Numbers)) - 1)) != 0;
    }

    // The same of the first scores of the first rows, which might be logarithms as well: then none is above 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLineOutside(ReadOnlySpan<float> scores, int classes)
    {
        var line = Vector256.Create(scores[0], scores[classes], scores[2 * classes], scores[3 * classes], scores[4 * classes], scores[5 * classes], scores[6 * classes], scores[7 * classes]);
        return Above(line, 1) != 0 || (Above(line, 0) != 0 && Below(line) != 0);
    }

    private static uint Above(Vector256<float> numbers, float most) => Vector256.GreaterThan(numbers, Vector256.Create(most + Margin)).ExtractMostSignificantBits();

    private static uint Below(Vector256<float> numbers) => Vector256.LessThan(numbers, Vector256.Create(-Margin)).ExtractMostSignificantBits();
}
