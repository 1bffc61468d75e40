using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Whether all rows of a block are <see cref="RowBlock.IsUsable">usable</see>, a vector of rows at a time.</summary>
internal static class BlockRange<TFloat, TDouble>
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    // Others of 2^-42 are a loss of at least 2^-43, whose 32 bits end before the last place of the lower sum.
    private const double LeastOfTwoLevels = 1.0 / (1L << 42);

    /// <summary>The same of rows of few classes: comparisons of F32 are as good as of what they are widened to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool CheckShort(RowBlock block, int rows)
    {
        var (least, worst) = (TFloat.Create(float.MaxValue), TFloat.Create(0));
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            if (!AreScoresWithin(block, row))
            {
                return false;
            }

            worst = TFloat.MultiplyAdd(TFloat.Load(ref block.Short.Distances.At(row)), TFloat.Create(0), worst);
            least = TFloat.Min(least, TFloat.Load(ref block.Short.Others.At(row)));
        }

        block.Sums.HasAllOfLoss = HasAllOfLoss(least);
        return AreUsable(least, worst);
    }

    /// <summary>Whether two levels hold the sum of the losses of rows with these least sums of terms.</summary>
    public static bool HasAllOfLoss(TFloat least) => TFloat.AreWithin(TFloat.Create((float)LeastOfTwoLevels), least);

    /// <summary>Whether the least sums of terms are large enough, and nothing is NaN.</summary>
    public static bool AreUsable(TFloat least, TFloat worst) =>
        TFloat.AreWithin(worst, TFloat.Create(0)) && TFloat.AreWithin(TFloat.Create((float)RowBlock.LeastOthers), least);

    /// <summary>Looks at the columns, which are filled up to a multiple of sixteen with rows that are usable; and whether two levels hold the sum of the losses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Check(RowBlock block, int rows)
    {
        var (least, worst) = (TDouble.Create(double.MaxValue), TDouble.Create(0));
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            if (!AreScoresWithin(block, row))
            {
                return false;
            }

            for (var half = row; half < row + TFloat.Count; half += TDouble.Count)
            {
                // NaN stays NaN in a sum of products, whatever comes.
                var distances = TDouble.Load(ref block.Distances.At(half));
                worst = TDouble.MultiplyAdd(distances, TDouble.Create(0), worst);
                var others = TDouble.Load(ref block.Others.At(half));
                least = TDouble.Min(least, others);
            }
        }

        block.Sums.HasAllOfLoss = TDouble.AreAtLeast(least, TDouble.Create(LeastOfTwoLevels));
        return TDouble.AreAtLeast(worst, TDouble.Create(0)) && TDouble.AreAtLeast(least, TDouble.Create(RowBlock.LeastOthers));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreScoresWithin(RowBlock block, int row)
    {
        var own = TFloat.Load(ref block.LabelScore.At(row));
        return TFloat.AreWithin(own, TFloat.Create(RowBlock.LargestScore))
            && TFloat.AreWithin(TFloat.Max(TFloat.Create(0), TFloat.Load(ref block.Max.At(row)) - own), TFloat.Create(RowBlock.LargestLead));
    }
}
