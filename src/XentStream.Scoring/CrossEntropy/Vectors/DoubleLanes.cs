using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Sixteen sums in F64.</summary>
internal struct DoubleLanes
{
    private Vector512<double> lower;
    private Vector512<double> upper;

    /// <summary>Adds to each lane.</summary>
    public void Add(Vector512<float> lanes)
    {
        var (low, high) = Vector512.Widen(lanes);
        lower += low;
        upper += high;
    }

    /// <summary>The sum of the lanes, in halves: a platform's own sum may take another order.</summary>
    public readonly double Sum()
    {
        var eight = lower + upper;
        var four = eight.GetLower() + eight.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
