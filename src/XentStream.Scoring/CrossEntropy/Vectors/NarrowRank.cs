using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>How many classes stand before the label, for rows of which each has a lane; a tie stands before it where its class does.</summary>
internal static class NarrowRank
{
    /// <summary>Counts which classes stand before the labels of sixteen rows that are summed up, where these are distributions.</summary>
    public static void OfMixtures<TFloat, TDouble>(ReadOnlySpan<float> columns, int classes, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        for (var lane = 0; lane < RowBlock.Lanes; lane += TFloat.Count)
        {
            ref var column = ref Unsafe.Add(ref MemoryMarshal.GetReference(columns[..(classes * RowBlock.Lanes)]), lane);
            Of<TFloat, TDouble>(ref column, classes, TFloat.Load(ref block.Mixture.Label[row + lane]), block, row + lane);
        }
    }

    /// <summary>Counts which classes stand before the labels of a vector of rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Of<TFloat, TDouble>(ref float column, int classes, TFloat labels, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var own = TFloat.Load(ref block.LabelScore.At(row));
        var (rank, index, one, zero) = (TFloat.Create(0), TFloat.Create(0), TFloat.Create(1), TFloat.Create(0));
        for (nint c = 0; c < classes; c++)
        {
            var score = TFloat.Load(ref Unsafe.Add(ref column, c * RowBlock.Lanes));
            var tie = TFloat.WhereLess(index, labels, one, zero);
            rank += TFloat.WhereLess(own, score, one, TFloat.WhereEqual(own, score, tie, zero));
            index += one;
        }

        rank.StoreWhole(ref block.Rank.At(row));
    }
}
