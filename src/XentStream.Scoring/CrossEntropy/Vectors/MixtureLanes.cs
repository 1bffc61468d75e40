using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of a wide row whose label is a distribution, in sixteen lanes and F64: in memory, since they are touched once in 32 vectors.</summary>
internal sealed class MixtureLanes
{
    private const int Lanes = RowBlock.Lanes;
    private const int Sums = 11;

    private readonly Column<double>[] sums = [.. Enumerable.Range(0, Sums).Select(_ => new Column<double>(Lanes))];
    private readonly Column<float> least = new(Lanes);
    private readonly Column<float> largest = new(Lanes);
    private readonly Column<float> label = new(Lanes);
    private readonly Column<float> labelScore = new(Lanes);

    /// <summary>What is known of a lane's labels before a block of vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MixtureSums<TFloat, TDouble> Begin<TFloat, TDouble>(int lane, bool isFirst)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => isFirst ? new() : new()
        {
            LeastShare = TFloat.Load(ref least[lane]),
            LargestShare = TFloat.Load(ref largest[lane]),
            Label = TFloat.Load(ref label[lane]),
            LabelScore = TFloat.Load(ref labelScore[lane]),
        };

    /// <summary>Adds what came of a block of vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End<TFloat, TDouble>(MixtureSums<TFloat, TDouble> block, int lane, bool isFirst)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        block.LeastShare.Store(ref least[lane]);
        block.LargestShare.Store(ref largest[lane]);
        block.Label.Store(ref label[lane]);
        block.LabelScore.Store(ref labelScore[lane]);
        LaneSums.Add<TFloat, TDouble>(sums[0], lane, block.Terms, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[1], lane, block.Distances, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[2], lane, block.Squares, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[3], lane, block.Products, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[4], lane, block.Shares, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[5], lane, block.Surprise, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[6], lane, block.Spread, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[7], lane, block.Mass, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[8], lane, block.TopMass, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[9], lane, block.TopShares, isFirst);
        LaneSums.Add<TFloat, TDouble>(sums[10], lane, block.Ties, isFirst);
    }

    /// <summary>Writes the sums of the row down, and its label: the first class of the largest share.</summary>
    public void Store<TDouble>(RowBlock block, int row)
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var mixture = block.Mixture;
        block.Others[row] = LaneSums.Sum<TDouble>(sums[0]);
        block.Distances[row] = LaneSums.Sum<TDouble>(sums[1]);
        block.Squares[row] = LaneSums.Sum<TDouble>(sums[2]);
        mixture.Products[row] = LaneSums.Sum<TDouble>(sums[3]);
        mixture.Shares[row] = LaneSums.Sum<TDouble>(sums[4]);
        mixture.Surprise[row] = LaneSums.Sum<TDouble>(sums[5]);
        mixture.Spread[row] = LaneSums.Sum<TDouble>(sums[6]);
        mixture.Mass[row] = LaneSums.Sum<TDouble>(sums[7]);
        mixture.TopMass[row] = LaneSums.Sum<TDouble>(sums[8]);
        mixture.TopShares[row] = LaneSums.Sum<TDouble>(sums[9]);
        mixture.Ties[row] = LaneSums.Sum<TDouble>(sums[10]);
        var (best, smallest) = (0, least[0]);
        for (var lane = 1; lane < Lanes; lane++)
        {
            var isBetter = largest[lane] > largest[best] || (largest[lane] == largest[best] && label[lane] < label[best]);
            (best, smallest) = (isBetter ? lane : best, MathF.Min(smallest, least[lane]));
        }

        (mixture.LeastShare[row], mixture.Label[row], block.LabelScore[row]) = (smallest, label[best], labelScore[best]);
    }
}
