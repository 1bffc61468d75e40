using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Sums in sixteen lanes and F64: in memory, since they are touched once in 32 vectors.</summary>
internal static class LaneSums
{
    private const int Lanes = RowBlock.Lanes;

    /// <summary>Adds to lanes from one on, or begins with them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<TFloat, TDouble>(Column<double> sums, int lane, TFloat terms, bool isFirst)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (lower, upper) = (terms.WidenLower(), terms.WidenUpper());
        if (!isFirst)
        {
            lower += TDouble.Load(ref sums[lane]);
            upper += TDouble.Load(ref sums[lane + TDouble.Count]);
        }

        lower.Store(ref sums[lane]);
        upper.Store(ref sums[lane + TDouble.Count]);
    }

    /// <summary>The sum of the lanes, in halves: a platform's own sum may take another order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum<TDouble>(Column<double> sums)
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (first, second) = (TDouble.Load(ref sums[0]), TDouble.Load(ref sums[Lanes / 2]));
        var half = first + second;
        if (TDouble.Count < Lanes / 2)
        {
            half += TDouble.Load(ref sums[TDouble.Count]) + TDouble.Load(ref sums[(Lanes / 2) + TDouble.Count]);
        }

        return TDouble.SumInHalves(half);
    }
}
