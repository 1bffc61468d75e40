using System.Runtime.CompilerServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// Whether something may be off with a batch whose rows could all be scored. Every batch pays for this, so each question is answered by the first numbers that
/// answer it. It may suspect a batch that is right; the rules look again.
/// </summary>
internal static class Suspicion
{
    /// <summary>Whether the remarks are worth a look.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="sentCount">The sender's count of scored labels, if any.</param>
    /// <param name="totals">What was found of its rows.</param>
    /// <param name="block">The columns of all its rows, where they were scored as one block.</param>
    /// <param name="wrongRows">Which rows are wrong, where they were not.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAny(in ScorableBatch batch, ReadOnlySpan<byte> sentCount, Totals totals, RowBlock? block, WrongRows? wrongRows) =>
        !(sentCount.IsEmpty && UsualBatch.IsClean(batch, totals, block, wrongRows)) && IsAnyInFull(batch, sentCount, totals, block, wrongRows);

    /// <summary>The same of any batch, and without the short way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool IsAnyInFull(in ScorableBatch batch, ReadOnlySpan<byte> sentCount, Totals totals, RowBlock? block, WrongRows? wrongRows)
    {
        var scored = totals.Scored + totals.Infinite;
        return totals.Infinite > 0 || scored == 0 || totals.Loss.MayBeBeyondDouble
            || ((batch.Weights.IsPresent || !batch.Contract.ClassWeights.IsEmpty) && totals.Weight.IsZero)
            || (!sentCount.IsEmpty && !ScoredCountWrong.IsCount(sentCount, scored))
            || IsLabelTypeOdd(batch)
            || (batch.ClassAxis is null ? LooksLikeSigmoids(batch) : LooksNormalized(batch))
            || (sentCount.IsEmpty && PaddedTail.IsIn(batch, batch.Contract.IgnoreIndex, out _))
            || (batch.ClassAxis is not null && (ShiftSample.MayBeShifted(batch, totals) || PermutationSample.MayBePermuted(batch, totals, block, wrongRows)));
    }

    private static bool IsLabelTypeOdd(in ScorableBatch batch) =>
        batch.Labels.Type is ElementType.I8 or ElementType.U8 ? batch.Classes > 128
        : !batch.Labels.Type.IsInteger && batch.Contract.Labels is LabelKind.Index or LabelKind.Binary;

    private static bool LooksLikeSigmoids(in ScorableBatch batch)
    {
        if (batch.Contract.Link != Link.Sigmoid || batch.Kinds.Scores != ScoreKind.Logits || batch.Rows < 1000)
        {
            return false;
        }

        // One score outside of [0, 1] is enough, if its row is scored: of logits, one of the first is.
        var row = 0L;
        while (row < batch.Rows && (IsIgnored(batch, row) || (Elements.ReadDouble(batch.Scores.Type, batch.ScoresOfRow(row)) is var score && score >= -0.01 && score <= 1.01)))
        {
            row++;
        }

        return row == batch.Rows;
    }

    // Over the class axis, or over another. Of logits, the first numbers of a line tell: one above 1 answers both questions.
    private static bool LooksNormalized(in ScorableBatch batch)
    {
        if (batch.Kinds.Scores == ScoreKind.Logits && IsDistribution(batch, FirstScoredRow(batch)))
        {
            return true;
        }

        // The usual case, without a look at the shape.
        if (batch.Rank == 2)
        {
            return IsNormalized(batch, (int)batch.Rows, batch.ClassAxis == 1 ? batch.Classes : 1);
        }

        for (var axis = 0; axis < batch.Rank; axis++)
        {
            if (axis != batch.ClassAxis && IsNormalized(batch, (int)batch.Scores.Shape[axis], (int)batch.Scores.Shape.CountOf(axis + 1, batch.Rank)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDistribution(in ScorableBatch batch, long row)
    {
        var tolerance = Normalization.ToleranceOf(batch.Scores.Type, batch.Classes);
        return !LineBeginning.IsOutside(batch.Scores.Type, batch.ScoresOfRow(row), batch.Classes, batch.Stride, -tolerance, 1 + tolerance) && IsUnitSum(batch.NumbersOfRow(row), tolerance);
    }

    // The first line of an axis.
    private static bool IsNormalized(in ScorableBatch batch, int length, int stride)
    {
        var (type, tolerance) = (batch.Scores.Type, Normalization.ToleranceOf(batch.Scores.Type, length));
        if (length < 2 || LineBeginning.IsOutside(type, batch.Scores.Bytes, length, stride, double.NegativeInfinity, 1 + tolerance))
        {
            return false;
        }

        var line = new DenseRow(type, batch.Scores.Bytes, length, stride);
        return IsUnitSum(line, tolerance) || line.HasLogSumZero(Normalization.LogToleranceOf(type, length));
    }

    private static bool IsUnitSum(DenseRow row, double tolerance) => row.IsWithinUnit(tolerance) && Math.Abs(row.Sum() - 1) <= tolerance;

    private static long FirstScoredRow(in ScorableBatch batch)
    {
        var row = 0L;
        while (row + 1 < batch.Rows && IsIgnored(batch, row))
        {
            row++;
        }

        return row;
    }

    private static bool IsIgnored(in ScorableBatch batch, long row) => batch.Kinds.Labels is LabelKind.Index or LabelKind.Binary && batch.IsIgnored(row);
}
