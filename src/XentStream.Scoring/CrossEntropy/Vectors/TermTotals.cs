using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of terms in a vector of lanes, in F64.</summary>
internal struct TermTotals<TFloat, TDouble>
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>Σ e, the lower half of the lanes and the upper.</summary>
    public (TDouble Lower, TDouble Upper) Terms;

    /// <summary>Σ e·(x_y − x).</summary>
    public (TDouble Lower, TDouble Upper) Distances;

    /// <summary>Σ e².</summary>
    public (TDouble Lower, TDouble Upper) Squares;

    /// <summary>The largest score.</summary>
    public TFloat Max;

    /// <summary>Sums of nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TermTotals() => Max = TFloat.Create(float.NegativeInfinity);

    /// <summary>Adds what was added up in F32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in TermSums<TFloat, TDouble> sums)
    {
        var terms = sums.Terms;
        Terms = (Terms.Lower + terms.WidenLower(), Terms.Upper + terms.WidenUpper());
        Distances = (Distances.Lower + sums.Distances.WidenLower(), Distances.Upper + sums.Distances.WidenUpper());
        Squares = (Squares.Lower + sums.Squares.WidenLower(), Squares.Upper + sums.Squares.WidenUpper());
        Max = TFloat.Max(Max, sums.Max);
    }

    /// <summary>The sum of the sixteen lanes of a row in halves: a platform's own sum may take another order.</summary>
    /// <param name="first">The first lanes.</param>
    /// <param name="second">The others, where one vector does not hold all.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum((TDouble Lower, TDouble Upper) first, (TDouble Lower, TDouble Upper) second) =>
        TDouble.SumInHalves(TFloat.Count == RowBlock.Lanes ? first.Lower + first.Upper : (first.Lower + second.Lower) + (first.Upper + second.Upper));

    /// <summary>Writes the sums down, where each lane is a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(RowBlock block, int row)
    {
        Store(Terms, block.Others, row);
        Store(Distances, block.Distances, row);
        Store(Squares, block.Squares, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store((TDouble Lower, TDouble Upper) sums, Column<double> column, int row)
    {
        sums.Lower.Store(ref column.At(row));
        sums.Upper.Store(ref column.At(row + TDouble.Count));
    }
}
