using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of two classes, each in a lane: one term beside the label's.</summary>
internal static class TwoClassRows
{
    /// <summary>Sums up rows that lie one behind the other, none of them ignored, and leaves out of the columns what <see cref="TwoClassColumns"/> does not need.</summary>
    /// <param name="scores">Their scores.</param>
    /// <param name="rows">How many rows: a multiple of sixteen.</param>
    /// <param name="block">Holds the labels, and takes the sums.</param>
    /// <returns>Whether all rows are usable, none of them in doubt.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool SumAll<TVector, TFloat, TDouble>(ReadOnlySpan<byte> scores, int rows, RowBlock block)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        ref var bytes = ref MemoryMarshal.GetReference(scores[..(2 * rows * TVector.Size)]);
        var watch = new RangeWatch<TFloat, TDouble>();
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            ref var next = ref Unsafe.Add(ref bytes, TFloat.Count * TVector.Size);
            var (a, b) = (TVector.Load<TFloat, TDouble>(ref bytes), TVector.Load<TFloat, TDouble>(ref next));
            Prefetch.Ahead(ref bytes);
            if (TFloat.Count * TVector.Size == Prefetch.LineBytes)
            {
                Prefetch.Ahead(ref next);
            }

            var (own, max, term, distance) = Sum<TFloat, TDouble>(TFloat.Even(a, b), TFloat.Odd(a, b), block, row);
            watch.Look(own, max, term, distance);
            bytes = ref Unsafe.Add(ref next, TFloat.Count * TVector.Size);
        }

        // A copy: what has an address does not stay in registers.
        var seen = watch;
        return seen.AreUsable(block.Sums);
    }

    /// <summary>Sums up a vector of rows, and fills all columns.</summary>
    /// <param name="x0">The scores of class 0.</param>
    /// <param name="x1">The scores of class 1.</param>
    /// <param name="block">Holds the labels, and takes the sums.</param>
    /// <param name="row">The place of the first row in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumInColumns<TFloat, TDouble>(TFloat x0, TFloat x1, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (own, max, term, _) = Sum<TFloat, TDouble>(x0, x1, block, row);
        own.Store(ref block.LabelScore.At(row));
        max.Store(ref block.Max.At(row));
        TFloat.Max(TFloat.Load(ref block.LabelTerm.At(row)), term).Store(ref block.TopTerm.At(row));
        (term * term).Store(ref block.Short.Squares.At(row));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TFloat Own, TFloat Max, TFloat Term, TFloat Distance) Sum<TFloat, TDouble>(TFloat x0, TFloat x1, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (zero, one) = (TFloat.Create(0), TFloat.Create(1));
        var labels = TFloat.LoadWhole(ref block.Label.At(row));
        var own = TFloat.WhereEqual(labels, zero, x0, x1);
        var other = TFloat.WhereEqual(labels, zero, x1, x0);
        var power = new PowerOfTwo<TFloat, TDouble>(own);

        // In this order NaN is passed on, not replaced.
        var clamped = TFloat.Max(power.Least, other);
        var (labelTerm, term) = (power.Of(own), power.Of(clamped));
        TFloat.WhereLess(own, other, one, TFloat.WhereEqual(own, other, labels, zero)).StoreWhole(ref block.Rank.At(row));
        var distance = term * (own - clamped);
        labelTerm.Store(ref block.LabelTerm.At(row));
        term.Store(ref block.Short.Others.At(row));
        distance.Store(ref block.Short.Distances.At(row));
        return (own, TFloat.Max(own, other), term, distance);
    }
}
