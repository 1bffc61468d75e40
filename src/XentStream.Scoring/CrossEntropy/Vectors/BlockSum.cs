using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The first pass over the rows of a block, whose label is one class: in lanes where there are few classes, else one after the other.</summary>
internal static class BlockSum<TVector, TFloat, TDouble>
    where TVector : struct, IScoreVector
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>Sums up rows of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in ScorableBatch batch, long first, int rows, RowBlock block)
    {
        var needsRank = batch.Contract.TopK is not [1];
        if (batch.Classes <= NarrowRows.MaxClasses)
        {
            SumNarrow(batch, first, rows, needsRank, block);
            return;
        }

        if (batch.Stride == 1)
        {
            SumWide(batch, first, rows, needsRank, block);
        }
        else
        {
            SumStrided(batch, first, rows, needsRank, block);
        }

        WideRow.FinishTerms<TFloat, TDouble>(block, rows);
    }

    // While sixteen rows are summed up, the next ones are ready.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SumNarrow(in ScorableBatch batch, long first, int rows, bool needsRank, RowBlock block)
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
    private static void SumWide(in ScorableBatch batch, long first, int rows, bool needsRank, RowBlock block)
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
    private static void SumStrided(in ScorableBatch batch, long first, int rows, bool needsRank, RowBlock block)
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
