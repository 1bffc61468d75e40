using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>
/// The fast part of step 5: softmax of F16, BF16 and F32 logits against one class a row. Rows that are not for it (out of the range of F32 exponentials, or at
/// fault) go to the double path; which rows these are depends on their own bytes alone, so the bits of a row never depend on its neighbours.
/// </summary>
internal static class BlockKernel
{
    // Sixteen strided rows of so many classes are 4 MB.
    private const int MaxGatheredClasses = 1 << 16;

    /// <summary>Whether the rows of a batch are for the vectors.</summary>
    public static bool CanScore(in ScorableBatch batch) =>
        batch.Kinds.Scores == ScoreKind.Logits && batch.Scores.Type != ElementType.F64
        && (MixtureKernel.IsFor(batch) ? MixtureKernel.CanScore(batch) : batch.Stride == 1 || batch.Classes <= MaxGatheredClasses);

    /// <summary>Sums up rows and computes their losses and figures.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="block">Holds the labels, and takes the numbers.</param>
    /// <returns>Whether all rows are <see cref="RowBlock.IsUsable">usable</see>.</returns>
    public static bool Run(in ScorableBatch batch, long first, int rows, RowBlock block) =>
        Vector512.IsHardwareAccelerated
            ? Run<Sixteen, EightDoubles>(batch, first, rows, block)
            : Run<Eight, FourDoubles>(batch, first, rows, block);

    /// <summary>Fills in the results of the rows that are to be scored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(in ScorableBatch batch, ReadOnlySpan<long> labels, Span<RowResult> results, RowBlock block)
    {
        var weights = batch.Contract.ClassWeights.AsSpan();
        var (isMixture, tolerance) = (MixtureKernel.IsFor(batch), MixtureRange.ToleranceOf(batch));
        for (var row = 0; row < results.Length; row++)
        {
            if (results[row].Outcome == RowOutcome.Scored)
            {
                var weight = weights.IsEmpty ? 1 : weights[(int)labels[row]];
                results[row] = new RowResult
                {
                    IsDone = isMixture ? MixtureRange.IsUsable(block, row, tolerance) : block.IsUsable(row),
                    HasFigures = true,
                    Loss = weight * block.Loss[row],
                    Weight = batch.Kinds.HasDenseLabels ? 1 : weight,
                    Rank = block.Rank[row],
                    Brier = block.Brier[row],
                    Entropy = block.Entropy[row],
                    Confidence = block.Confidence[row],
                };
            }
        }
    }

    /// <summary>The same with vectors of a given width; the bits are those of any other.</summary>
    public static bool Run<TFloat, TDouble>(in ScorableBatch batch, long first, int rows, RowBlock block)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        switch (batch.Scores.Type)
        {
            case ElementType.F32:
                Sum<F32Vector, TFloat, TDouble>(batch, first, rows, block);
                break;
            case ElementType.F16:
                Sum<F16Vector, TFloat, TDouble>(batch, first, rows, block);
                break;
            default:
                Sum<BF16Vector, TFloat, TDouble>(batch, first, rows, block);
                break;
        }

        var areUsable = Finish<TFloat, TDouble>(batch, rows, block);
        block.Sums.FillBins(block, rows);
        return areUsable;
    }

    private static bool Finish<TFloat, TDouble>(in ScorableBatch batch, int rows, RowBlock block)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        if (MixtureKernel.IsFor(batch))
        {
            var areMixturesUsable = MixtureRange.Check(block, rows, MixtureRange.ToleranceOf(batch));
            block.FillGapsWithNothing(rows);
            MixtureFinish<TFloat, TDouble>.Run(block, rows, batch.Classes, batch.Contract.LabelSmoothing);
            return areMixturesUsable;
        }

        block.FillGaps(rows);
        var areUsable = BlockRange<TFloat, TDouble>.Check(block, rows);
        block.FillGapsWithNothing(rows);
        BlockFinish<TFloat, TDouble>.Run(block, rows);
        return areUsable;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TVector, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, RowBlock block)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        if (MixtureKernel.IsFor(batch))
        {
            MixtureKernel.Sum<TVector, TFloat, TDouble>(batch, first, rows, block);
            return;
        }

        var needsRank = batch.Contract.TopK is not [1];
        if (batch.Classes <= NarrowRows.MaxClasses)
        {
            SumNarrow<TVector, TFloat, TDouble>(batch, first, rows, needsRank, block);
            return;
        }

        if (batch.Stride == 1)
        {
            SumWide<TVector, TFloat, TDouble>(batch, first, rows, needsRank, block);
        }
        else
        {
            SumStrided<TVector, TFloat, TDouble>(batch, first, rows, needsRank, block);
        }

        WideRow.FinishTerms<TFloat, TDouble>(block, rows);
    }

    // While sixteen rows are summed up, the next ones are ready.
    private static void SumNarrow<TVector, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, bool needsRank, RowBlock block)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var length = RowBlock.Lanes * batch.Classes * TVector.Size;
        for (var group = 0; group <= (rows + RowBlock.Lanes - 1) / RowBlock.Lanes; group++)
        {
            var row = group * RowBlock.Lanes;
            if (row < rows)
            {
                var columns = block.Room.ColumnsOf(group);
                var count = Math.Min(RowBlock.Lanes, rows - row);
                RowColumns.Fill<TVector, TFloat, TDouble>(batch, first + row, count, block.Room, columns);
                NarrowRows.TakeLabels(columns, batch.Classes, count, block, row);
            }

            if (row > 0)
            {
                row -= RowBlock.Lanes;
                var ahead = batch.Stride == 1 ? new Lookahead(ref MemoryMarshal.GetReference(batch.ScoresOfRow(first + row)), length) : default;
                NarrowRows.Sum<TFloat, TDouble>(block.Room.ColumnsOf(group - 1), batch.Classes, needsRank, block, row, ahead);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumWide<TVector, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, bool needsRank, RowBlock block)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var length = batch.Classes * TVector.Size;
        for (var row = 0; row < rows; row++)
        {
            if (block.Label[row] != RowBlock.IgnoredLabel)
            {
                WideRow.Sum<TVector, TFloat, TDouble>(batch.ScoresOfRow(first + row)[..length], batch.Classes, needsRank, block, row);
            }
        }
    }

    // Neighbouring rows share their cache lines, so sixteen are brought together at a time. As F32 they give the bits that they have as what they are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumStrided<TVector, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, bool needsRank, RowBlock block)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var gathered = block.Room.ForRows(RowBlock.Lanes * batch.Classes);
        for (var from = 0; from < rows; from += RowBlock.Lanes)
        {
            var to = Math.Min(from + RowBlock.Lanes, rows);
            GatheredRows.Fill<TVector>(batch, first + from, to - from, gathered, toRow: batch.Classes, toClass: 1);
            for (var row = from; row < to; row++)
            {
                if (block.Label[row] != RowBlock.IgnoredLabel)
                {
                    var bytes = MemoryMarshal.AsBytes(gathered.Slice((row - from) * batch.Classes, batch.Classes));
                    WideRow.Sum<F32Vector, TFloat, TDouble>(bytes, batch.Classes, needsRank, block, row);
                }
            }
        }
    }
}
