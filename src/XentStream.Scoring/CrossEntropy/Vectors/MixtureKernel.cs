using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The part of <see cref="BlockKernel"/> for labels that are distributions, and for label smoothing.</summary>
internal static class MixtureKernel
{
    // Classes are counted in F32.
    private const int MaxClasses = 1 << 24;

    /// <summary>Whether the label of a row is spread over several classes.</summary>
    public static bool IsFor(in ScorableBatch batch) => batch.Kinds.Labels == LabelKind.Distribution || batch.Contract.LabelSmoothing > 0;

    /// <summary>Whether the rows of a batch, which <see cref="IsFor"/> is true of, are for the vectors.</summary>
    public static bool CanScore(in ScorableBatch batch) =>
        batch.Stride == 1 && batch.Classes <= MaxClasses && batch.Contract.ClassWeights.IsEmpty
        && (batch.Kinds.Labels != LabelKind.Distribution || batch.Labels.Type is ElementType.F32 or ElementType.F16 or ElementType.BF16);

    /// <summary>Sums up rows.</summary>
    public static void Sum<TVector, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, RowBlock block)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        if (batch.Kinds.Labels != LabelKind.Distribution)
        {
            Sum<TVector, F32Vector, LabelShares, TFloat, TDouble>(batch, first, rows, block);
            return;
        }

        switch (batch.Labels.Type)
        {
            case ElementType.F32:
                Sum<TVector, F32Vector, GivenShares<F32Vector>, TFloat, TDouble>(batch, first, rows, block);
                break;
            case ElementType.F16:
                Sum<TVector, F16Vector, GivenShares<F16Vector>, TFloat, TDouble>(batch, first, rows, block);
                break;
            default:
                Sum<TVector, BF16Vector, GivenShares<BF16Vector>, TFloat, TDouble>(batch, first, rows, block);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TVector, TLabel, TShares, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, RowBlock block)
        where TVector : struct, IScoreVector
        where TLabel : struct, IScoreVector
        where TShares : struct, IShares
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var needsRank = batch.Contract.TopK is not [1];
        if (batch.Classes <= MixtureRows.MaxClasses)
        {
            for (var row = 0; row < rows; row += RowBlock.Lanes)
            {
                SumNarrow<TVector, TLabel, TShares, TFloat, TDouble>(batch, first + row, Math.Min(RowBlock.Lanes, rows - row), needsRank, block, row);
            }

            return;
        }

        for (var row = 0; row < rows; row++)
        {
            if (block.Label[row] != RowBlock.IgnoredLabel)
            {
                var scores = batch.ScoresOfRow(first + row)[..(batch.Classes * TVector.Size)];
                var shares = TShares.Size == 0 ? scores : batch.SharesOfRow(first + row)[..(batch.Classes * TShares.Size)];
                new MixtureRow<TVector, TShares, TFloat, TDouble>(ref MemoryMarshal.GetReference(scores), ref MemoryMarshal.GetReference(shares), batch.Classes, block.Label[row])
                    .Store(needsRank, block, row);
            }
        }

        WideRow.FinishTops<TFloat, TDouble>(block, rows);
    }

    private static void SumNarrow<TVector, TLabel, TShares, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, bool needsRank, RowBlock block, int row)
        where TVector : struct, IScoreVector
        where TLabel : struct, IScoreVector
        where TShares : struct, IShares
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var room = block.Room;
        var columns = room.ColumnsOf(0);
        var shares = room.Shares;
        var scores = batch.ScoresOfRow(first);
        Prefetch.Rows(scores, RowBlock.Lanes * batch.Classes * TVector.Size);
        RowColumns.Fill<TVector, TFloat, TDouble>(scores, batch.Classes, rows, room, columns);
        if (TShares.Size != 0)
        {
            Prefetch.Rows(batch.SharesOfRow(first), RowBlock.Lanes * batch.Classes * TShares.Size);
            RowColumns.Fill<TLabel, TFloat, TDouble>(batch.SharesOfRow(first), batch.Classes, rows, room, shares);
        }

        MixtureRows.Sum<TShares, TFloat, TDouble>(columns, shares, batch.Classes, block, row);
        if (needsRank)
        {
            NarrowRank.OfMixtures<TFloat, TDouble>(columns, batch.Classes, block, row);
        }
    }
}
