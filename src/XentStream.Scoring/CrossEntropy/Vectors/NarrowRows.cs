using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of not too many classes, sixteen rows at a time: each row has a lane, and its classes come one after the other.</summary>
/// <remarks>
/// Terms are added in the order of their classes as <see cref="TermSums{TFloat, TDouble}"/> does it, over 32 classes in F32, then in F64; in the place of the label
/// stands a score of −∞. That order is part of the definition of the bits. A lane knows nothing of its neighbours.
/// The loops stay methods of their own: in some processes the profile-guided compiler put all of them into the one that scores a batch, and a row took 2.5 to 5 times as long.
/// </remarks>
internal static class NarrowRows
{
    /// <summary>The most classes of a row that is taken for narrow: beyond, one row at a time is as fast, and needs no room.</summary>
    public const int MaxClasses = 128;

    private const int Lanes = RowBlock.Lanes;

    /// <summary>Reads the scores of the labels out of the columns, and puts −∞ in their place.</summary>
    /// <remarks>Well before the sums: a vector that is read too soon after a part of it was written waits until that is in the cache.</remarks>
    public static void TakeLabels(Span<float> columns, int classes, int rows, RowBlock block, int row)
    {
        // One check of the last place stands for all.
        ref var first = ref MemoryMarshal.GetReference(columns[..(classes * Lanes)]);
        ref var labels = ref block.Label.At(row);
        ref var scores = ref block.LabelScore.At(row);
        for (nint lane = 0; classes > 2 && lane < rows; lane++)
        {
            var label = Unsafe.Add(ref labels, lane);
            if ((uint)label < (uint)classes)
            {
                ref var score = ref Unsafe.Add(ref first, ((nint)label * Lanes) + lane);
                Unsafe.Add(ref scores, lane) = score;
                score = float.NegativeInfinity;
            }
        }
    }

    /// <summary>Sums up sixteen rows.</summary>
    /// <param name="columns">The scores, without those of the labels where there are more than two classes: sixteen of class 0, sixteen of class 1, and so on.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="needsRank">Whether the exact rank of the label is asked for, and not only whether it is 0.</param>
    /// <param name="block">Holds the labels, and takes the sums.</param>
    /// <param name="row">The place of the first row in the block.</param>
    /// <param name="ahead">What is to be asked for meanwhile.</param>
    public static void Sum<TFloat, TDouble>(ReadOnlySpan<float> columns, int classes, bool needsRank, RowBlock block, int row, Lookahead ahead)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        for (var lane = 0; lane < Lanes; lane += TFloat.Count)
        {
            ref var column = ref Unsafe.Add(ref MemoryMarshal.GetReference(columns[..(classes * Lanes)]), lane);
            if (classes == 2)
            {
                ahead.Ask(lane / TFloat.Count);
                TwoClassRows.SumInColumns<TFloat, TDouble>(TFloat.Load(ref column), TFloat.Load(ref Unsafe.Add(ref column, Lanes)), block, row + lane);
            }
            else if ((classes <= ShortSums.MaxClasses
                ? SumFew<TFloat, TDouble>(ref column, classes, block, row + lane, ahead)
                : SumMany<TFloat, TDouble>(ref column, classes, block, row + lane, ahead)) || needsRank)
            {
                NarrowRank.Of<TFloat, TDouble>(ref column, classes, TFloat.LoadWhole(ref block.Label.At(row + lane)), block, row + lane);
            }
        }
    }

    // Whether a class has the score of a label, so that the order of the two may decide.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool SumFew<TFloat, TDouble>(ref float column, int classes, RowBlock block, int row, Lookahead ahead)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var own = TFloat.Load(ref block.LabelScore.At(row));
        var power = new PowerOfTwo<TFloat, TDouble>(own);
        var sums = SumOf(ref column, 0, classes, own, power, row, ahead);
        block.Short.Store<TFloat, TDouble>(row, sums.Terms, sums.Distances, sums.Squares);
        return Finish(own, sums.Max, power, block, row);
    }

    // The same of more classes than are added up in F32.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool SumMany<TFloat, TDouble>(ref float column, int classes, RowBlock block, int row, Lookahead ahead)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var own = TFloat.Load(ref block.LabelScore.At(row));
        var power = new PowerOfTwo<TFloat, TDouble>(own);
        var totals = new TermTotals<TFloat, TDouble>();
        for (nint from = 0, to; from < classes; from = to)
        {
            to = Math.Min(from + TermSums<TFloat, TDouble>.BetweenFlushes, classes);
            totals.Add(SumOf(ref column, from, to, own, power, row, ahead));
        }

        totals.Store(block, row);
        return Finish(own, totals.Max, power, block, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TermSums<TFloat, TDouble> SumOf<TFloat, TDouble>(ref float column, nint from, nint to, TFloat own, PowerOfTwo<TFloat, TDouble> power, int row, Lookahead ahead)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        nint parity = TFloat.Count == Lanes ? 0 : row / TFloat.Count % 2;
        var sums = new TermSums<TFloat, TDouble>();
        var c = from;
        for (; c + 1 < to; c += 2)
        {
            // One line of the next rows for each class; a narrow vector asks for every second.
            ahead.Ask(c + parity);
            if (TFloat.Count == Lanes)
            {
                ahead.Ask(c + 1);
            }

            ref var score = ref Unsafe.Add(ref column, c * Lanes);
            sums.Add(TFloat.Load(ref score), TFloat.Load(ref Unsafe.Add(ref score, Lanes)), own, power);
        }

        if (c < to)
        {
            sums.Add(TFloat.Load(ref Unsafe.Add(ref column, c * Lanes)), own, power);
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Finish<TFloat, TDouble>(TFloat own, TFloat largest, PowerOfTwo<TFloat, TDouble> power, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var max = TFloat.Max(own, largest);
        var (labelTerm, topTerm) = (power.Of(own), power.Of(max));
        TFloat.WhereLess(own, max, TFloat.Create(1), TFloat.Create(0)).StoreWhole(ref block.Rank.At(row));
        max.Store(ref block.Max.At(row));
        labelTerm.Store(ref block.LabelTerm.At(row));
        topTerm.Store(ref block.TopTerm.At(row));
        return TFloat.CountLess(own, largest) + TFloat.CountLess(largest, own) < TFloat.Count;
    }
}
