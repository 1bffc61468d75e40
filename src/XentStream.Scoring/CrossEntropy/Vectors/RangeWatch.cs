using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Whether rows are <see cref="RowBlock.IsUsable">usable</see>, while they are summed up: what is looked at stays in registers. It may doubt rows that are.</summary>
internal struct RangeWatch<TFloat, TDouble>
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    private TFloat highest = TFloat.Create(float.MinValue);
    private TFloat lowest = TFloat.Create(float.MaxValue);
    private TFloat lead = TFloat.Create(0);
    private TFloat least = TFloat.Create(float.MaxValue);
    private TFloat worst = TFloat.Create(0);

    /// <summary>Begins to watch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RangeWatch()
    {
    }

    /// <summary>Looks at a vector of rows.</summary>
    /// <param name="own">The labels' scores.</param>
    /// <param name="max">The largest scores.</param>
    /// <param name="others">Σ e over the others.</param>
    /// <param name="distances">Σ e·(x_y − x) over the others, in which NaN stays NaN, whatever comes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Look(TFloat own, TFloat max, TFloat others, TFloat distances)
    {
        highest = TFloat.Max(highest, max);
        lowest = TFloat.Min(lowest, own);
        lead = TFloat.Max(lead, max - own);
        least = TFloat.Min(least, others);
        worst = TFloat.MultiplyAdd(distances, TFloat.Create(0), worst);
    }

    /// <summary>Whether all rows are usable, none of them in doubt; and whether two levels hold the sum of their losses.</summary>
    public readonly bool AreUsable(BlockSums sums)
    {
        var largest = TFloat.Create(RowBlock.LargestScore);
        sums.HasAllOfLoss = BlockRange<TFloat, TDouble>.HasAllOfLoss(least);
        return TFloat.CountLess(largest, highest) + TFloat.CountLess(lowest, TFloat.Create(-RowBlock.LargestScore)) == 0
            && TFloat.AreWithin(lead, TFloat.Create(RowBlock.LargestLead))
            && BlockRange<TFloat, TDouble>.AreUsable(least, worst);
    }
}
