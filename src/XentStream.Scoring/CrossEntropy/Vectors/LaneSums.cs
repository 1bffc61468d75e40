using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of a wide row in sixteen lanes, in F64: in memory, since they are touched once in 32 vectors.</summary>
internal sealed class LaneSums
{
    private const int Lanes = RowBlock.Lanes;

    private readonly Column<float> max = new(Lanes);

    /// <summary>Σ e.</summary>
    public Column<double> Others { get; } = new(Lanes);

    /// <summary>Σ e·(x_y − x).</summary>
    public Column<double> Distances { get; } = new(Lanes);

    /// <summary>Σ e².</summary>
    public Column<double> Squares { get; } = new(Lanes);

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

    /// <summary>Raises the largest numbers of lanes from one on, or begins with them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raise<TFloat, TDouble>(int lane, TFloat scores, bool isFirst)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => (isFirst ? scores : TFloat.Max(TFloat.Load(ref max[lane]), scores)).Store(ref max[lane]);

    /// <summary>The largest number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Largest<TFloat, TDouble>()
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.Largest(TFloat.Max(TFloat.Load(ref max[0]), TFloat.Load(ref max[Lanes - TFloat.Count])));

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
