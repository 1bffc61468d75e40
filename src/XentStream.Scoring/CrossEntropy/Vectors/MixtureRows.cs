using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of few classes whose label is a distribution, sixteen rows at a time: each row has a lane, and its classes come one after the other.</summary>
internal static class MixtureRows
{
    /// <summary>The most classes of a row that is taken for narrow.</summary>
    public const int MaxClasses = 32;

    private const int Lanes = RowBlock.Lanes;

    /// <summary>Sums up sixteen rows.</summary>
    /// <param name="scores">The scores in columns.</param>
    /// <param name="shares">The shares in columns, or nothing where labels are classes.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="block">Holds labels that are classes, and takes the sums.</param>
    /// <param name="row">The place of the first row in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TShares, TFloat, TDouble>(ReadOnlySpan<float> scores, ReadOnlySpan<float> shares, int classes, RowBlock block, int row)
        where TShares : struct, IShares
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        ref var x = ref MemoryMarshal.GetReference(scores[..(classes * Lanes)]);
        ref var q = ref MemoryMarshal.GetReference(shares[..(TShares.Size == 0 ? 0 : classes * Lanes)]);
        for (nint lane = 0; lane < Lanes; lane += TFloat.Count)
        {
            var place = row + (int)lane;
            var max = Largest<TFloat, TDouble>(ref Unsafe.Add(ref x, lane), classes, out var top);
            var (power, labels, index) = (new PowerOfTwo<TFloat, TDouble>(max), TFloat.LoadWhole(ref block.Label[place]), TFloat.Create(0));
            var sums = new MixtureSums<TFloat, TDouble>();
            for (nint c = lane; c < classes * Lanes; c += Lanes)
            {
                var share = TShares.Size == 0 ? TShares.Load<TFloat, TDouble>(ref Unsafe.As<float, byte>(ref x), index, labels) : TFloat.Load(ref Unsafe.Add(ref q, c));
                sums.Add(TFloat.Load(ref Unsafe.Add(ref x, c)), share, index, max, power);
                index += TFloat.Create(1);
            }

            max.Store(ref block.Max[place]);
            power.Of(max).Store(ref block.TopTerm[place]);
            sums.LabelScore.Store(ref block.LabelScore[place]);
            sums.Label.Store(ref block.Mixture.Label[place]);
            sums.LeastShare.Store(ref block.Mixture.LeastShare[place]);
            TFloat.WhereEqual(sums.Label, top, TFloat.Create(0), TFloat.Create(1)).StoreWhole(ref block.Rank[place]);
            Store(sums, block, place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TFloat, TDouble>(MixtureSums<TFloat, TDouble> sums, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        Store<TFloat, TDouble>(sums.Terms, block.Others, row);
        Store<TFloat, TDouble>(sums.Distances, block.Distances, row);
        Store<TFloat, TDouble>(sums.Squares, block.Squares, row);
        Store<TFloat, TDouble>(sums.Products, block.Mixture.Products, row);
        Store<TFloat, TDouble>(sums.Shares, block.Mixture.Shares, row);
        Store<TFloat, TDouble>(sums.Surprise, block.Mixture.Surprise, row);
        Store<TFloat, TDouble>(sums.Spread, block.Mixture.Spread, row);
        Store<TFloat, TDouble>(sums.Mass, block.Mixture.Mass, row);
        Store<TFloat, TDouble>(sums.TopMass, block.Mixture.TopMass, row);
        Store<TFloat, TDouble>(sums.TopShares, block.Mixture.TopShares, row);
        Store<TFloat, TDouble>(sums.Ties, block.Mixture.Ties, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TFloat Largest<TFloat, TDouble>(ref float column, int classes, out TFloat top)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (max, index) = (TFloat.Create(float.NegativeInfinity), TFloat.Create(0));
        top = index;
        for (nint c = 0; c < classes; c++)
        {
            var score = TFloat.Load(ref Unsafe.Add(ref column, c * Lanes));
            top = TFloat.WhereLess(max, score, index, top);
            max = TFloat.Max(max, score);
            index += TFloat.Create(1);
        }

        return max;
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
