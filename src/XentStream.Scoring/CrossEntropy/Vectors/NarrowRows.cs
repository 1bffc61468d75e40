using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of few classes, sixteen rows at a time: each row has a lane, and its classes come one after the other.</summary>
/// <remarks>
/// Terms are added in the order of their classes, those of even and of odd classes apart; in the place of the label stands a score of −∞. That order is part of
/// the definition of the bits. A lane knows nothing of its neighbours.
/// </remarks>
internal static class NarrowRows
{
    /// <summary>The most classes of a row that is taken for narrow.</summary>
    public const int MaxClasses = 32;

    /// <summary>Sums up sixteen rows.</summary>
    /// <param name="columns">The scores: sixteen of class 0, sixteen of class 1, and so on.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="needsRank">Whether the exact rank of the label is asked for, and not only whether it is 0.</param>
    /// <param name="block">Takes the sums.</param>
    /// <param name="row">The place of the first row in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TFloat, TDouble>(ReadOnlySpan<float> columns, int classes, bool needsRank, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        for (var lane = 0; lane < RowBlock.Lanes; lane += TFloat.Count)
        {
            // One check of the last place stands for all.
            ref var column = ref Unsafe.Add(ref MemoryMarshal.GetReference(columns[..(classes * RowBlock.Lanes)]), lane);
            var labels = TFloat.LoadWhole(ref block.Label[row + lane]);
            if (classes == 2)
            {
                SumTwo<TFloat, TDouble>(ref column, labels, block, row + lane);
            }
            else
            {
                SumMany<TFloat, TDouble>(ref column, classes, labels, block, row + lane);
            }

            if (needsRank)
            {
                Rank<TFloat, TDouble>(ref column, classes, labels, block, row + lane);
            }
        }
    }

    /// <summary>Counts which classes stand before the labels of sixteen rows that are summed up, where these are distributions.</summary>
    public static void RankMixtures<TFloat, TDouble>(ReadOnlySpan<float> columns, int classes, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        for (var lane = 0; lane < RowBlock.Lanes; lane += TFloat.Count)
        {
            ref var column = ref Unsafe.Add(ref MemoryMarshal.GetReference(columns[..(classes * RowBlock.Lanes)]), lane);
            Rank<TFloat, TDouble>(ref column, classes, TFloat.Load(ref block.Mixture.Label[row + lane]), block, row + lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumTwo<TFloat, TDouble>(ref float column, TFloat labels, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (x0, x1, zero, one) = (TFloat.Load(ref column), TFloat.Load(ref Unsafe.Add(ref column, RowBlock.Lanes)), TFloat.Create(0), TFloat.Create(1));
        var own = TFloat.WhereEqual(labels, zero, x0, x1);
        var other = TFloat.WhereEqual(labels, zero, x1, x0);
        var power = new PowerOfTwo<TFloat, TDouble>(own);

        // In this order NaN is passed on, not replaced.
        var clamped = TFloat.Max(power.Least, other);
        var (labelTerm, term) = (power.Of(own), power.Of(clamped));
        TFloat.WhereLess(own, other, one, TFloat.WhereEqual(own, other, labels, zero)).StoreWhole(ref block.Rank[row]);
        own.Store(ref block.LabelScore[row]);
        TFloat.Max(own, other).Store(ref block.Max[row]);
        labelTerm.Store(ref block.LabelTerm[row]);
        TFloat.Max(labelTerm, term).Store(ref block.TopTerm[row]);
        Store<TFloat, TDouble>(term, block.Others, row);
        Store<TFloat, TDouble>(term * (own - clamped), block.Distances, row);
        Store<TFloat, TDouble>(term * term, block.Squares, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumMany<TFloat, TDouble>(ref float column, int classes, TFloat labels, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var own = ScoresOf<TFloat, TDouble>(ref column, classes, labels);
        var power = new PowerOfTwo<TFloat, TDouble>(own);
        var (even, odd, distances, squares) = (TFloat.Create(0), TFloat.Create(0), TFloat.Create(0), TFloat.Create(0));
        var (max, top, index) = (TFloat.Create(float.NegativeInfinity), TFloat.Create(0), TFloat.Create(0));
        for (nint c = 0; c < classes; c++)
        {
            // In this order NaN is passed on, not replaced; of the label, the distances tell.
            var score = TFloat.Load(ref Unsafe.Add(ref column, c * RowBlock.Lanes));
            var x = TFloat.Max(power.Least, TFloat.WhereEqual(labels, index, TFloat.Create(float.NegativeInfinity), score));
            var term = power.Of(x);
            (even, odd) = (odd, even + term);
            distances = TFloat.MultiplyAdd(term, own - x, distances);
            squares = TFloat.MultiplyAdd(term, term, squares);
            top = TFloat.WhereLess(max, score, index, top);
            max = TFloat.Max(max, score);
            index += TFloat.Create(1);
        }

        TFloat.WhereEqual(top, labels, TFloat.Create(0), TFloat.Create(1)).StoreWhole(ref block.Rank[row]);
        own.Store(ref block.LabelScore[row]);
        max.Store(ref block.Max[row]);
        power.Of(own).Store(ref block.LabelTerm[row]);
        power.Of(max).Store(ref block.TopTerm[row]);
        Store<TFloat, TDouble>(even + odd, block.Others, row);
        Store<TFloat, TDouble>(distances, block.Distances, row);
        Store<TFloat, TDouble>(squares, block.Squares, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TFloat ScoresOf<TFloat, TDouble>(ref float column, int classes, TFloat labels)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (found, index) = (TFloat.Create(0), TFloat.Create(0));
        for (nint c = 0; c < classes; c++)
        {
            found = TFloat.WhereEqual(labels, index, TFloat.Load(ref Unsafe.Add(ref column, c * RowBlock.Lanes)), found);
            index += TFloat.Create(1);
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rank<TFloat, TDouble>(ref float column, int classes, TFloat labels, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var own = TFloat.Load(ref block.LabelScore[row]);
        var (rank, index, one, zero) = (TFloat.Create(0), TFloat.Create(0), TFloat.Create(1), TFloat.Create(0));
        for (nint c = 0; c < classes; c++)
        {
            var score = TFloat.Load(ref Unsafe.Add(ref column, c * RowBlock.Lanes));
            var tie = TFloat.WhereLess(index, labels, one, zero);
            rank += TFloat.WhereLess(own, score, one, TFloat.WhereEqual(own, score, tie, zero));
            index += one;
        }

        rank.StoreWhole(ref block.Rank[row]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TFloat, TDouble>(TFloat lanes, Column<double> column, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        lanes.WidenLower().Store(ref column[row]);
        lanes.WidenUpper().Store(ref column[row + TDouble.Count]);
    }
}
