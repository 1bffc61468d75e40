using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of two classes, each in a lane: one term beside the label's.</summary>
internal static class TwoClassRows
{
    /// <summary>Sums up a vector of rows.</summary>
    /// <param name="column">The scores of class 0; those of class 1 stand behind sixteen of them.</param>
    /// <param name="block">Holds the labels, and takes the sums.</param>
    /// <param name="row">The place of the first row in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TFloat, TDouble>(ref float column, RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (x0, x1, zero, one) = (TFloat.Load(ref column), TFloat.Load(ref Unsafe.Add(ref column, RowBlock.Lanes)), TFloat.Create(0), TFloat.Create(1));
        var labels = TFloat.LoadWhole(ref block.Label.At(row));
        var own = TFloat.WhereEqual(labels, zero, x0, x1);
        var other = TFloat.WhereEqual(labels, zero, x1, x0);
        var power = new PowerOfTwo<TFloat, TDouble>(own);

        // In this order NaN is passed on, not replaced.
        var clamped = TFloat.Max(power.Least, other);
        var (labelTerm, term) = (power.Of(own), power.Of(clamped));
        TFloat.WhereLess(own, other, one, TFloat.WhereEqual(own, other, labels, zero)).StoreWhole(ref block.Rank.At(row));
        own.Store(ref block.LabelScore.At(row));
        TFloat.Max(own, other).Store(ref block.Max.At(row));
        labelTerm.Store(ref block.LabelTerm.At(row));
        TFloat.Max(labelTerm, term).Store(ref block.TopTerm.At(row));
        TermTotals<TFloat, TDouble>.Of(term, own - clamped).Store(block, row);
    }
}
