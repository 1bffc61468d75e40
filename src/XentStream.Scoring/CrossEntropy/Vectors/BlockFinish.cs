using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Losses and figures from the sums of rows, a vector of rows at a time in F64; and their sums over the block.</summary>
/// <remarks>
/// With e_y the term of the label, e_a that of the top class, R = Σ_{c≠y} e_c and Z = e_y + R:
/// <code>
///   loss = ln(Z / e_y)      entropy = loss + Σ_{c≠y} e_c·(x_y − x_c) / Z      confidence = e_a / Z      Brier = (Σ_{c≠y} e_c² + R²) / Z²
/// </code>
/// Z / e_y = 2^k·m with m in [0.66, 1.51], as the difference of the bits of two numbers is about their logarithm; then ln m = 2·artanh s with
/// s = (m − 1)/(m + 1) = (Z·2^-k − e_y)/(Z·2^-k + e_y), |s| ≤ 0.203. Where k = 0 the numerator is R itself, so a small loss keeps all its digits. The series of
/// artanh ends at s^13/13: what is left out is below s^14/15 = 2^-35 of the value. One division serves s and 1 / Z.
/// <para>
/// A loss is rounded to 32 bits, the Brier score to multiples of 2^-44, the confidence of 2^-42 and the entropy of 2^-40: far below the errors of F32 terms, and
/// then sums over a block are exact in one double, or two for the loss. Adding and taking off 1.5·2^52·q rounds to a multiple of q.
/// </para>
/// </remarks>
internal static class BlockFinish<TFloat, TDouble>
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    private const double BrierLevel = 1.5 * (1L << 8);
    private const double ConfidenceLevel = 1.5 * (1L << (52 - BlockSums.ConfidenceBits));
    private const double EntropyLevel = 1.5 * (1L << 12);
    private const double LossLevel = 1.5 * (1L << 20);
    private const long HalfOfLostBits = 1L << 20;

    /// <summary>Computes the rows of a block, whose columns are filled up to a multiple of sixteen with rows that add nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(RowBlock block, int rows)
    {
        var (upper, lower, brier, entropy) = (TDouble.Create(0), TDouble.Create(0), TDouble.Create(0), TDouble.Create(0));
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            var labelTerm = TFloat.Load(ref block.LabelTerm[row]);
            var topTerm = TFloat.Load(ref block.TopTerm[row]);
            Finish(block, row, labelTerm.WidenLower(), topTerm.WidenLower(), ref upper, ref lower, ref brier, ref entropy);
            Finish(block, row + TDouble.Count, labelTerm.WidenUpper(), topTerm.WidenUpper(), ref upper, ref lower, ref brier, ref entropy);
        }

        block.Sums.Loss = (TDouble.Sum(upper), TDouble.Sum(lower));
        (block.Sums.Brier, block.Sums.Entropy) = (TDouble.Sum(brier), TDouble.Sum(entropy));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(RowBlock block, int row, TDouble labelTerm, TDouble topTerm, ref TDouble upper, ref TDouble lower, ref TDouble briers, ref TDouble entropies)
    {
        var others = TDouble.Load(ref block.Others[row]);
        var loss = LogOfShare(others, labelTerm, out var share);
        var miss = others * share;
        var brier = TDouble.MultiplyAdd(TDouble.Load(ref block.Squares[row]) * share, share, miss * miss);
        var entropy = TDouble.MultiplyAdd(TDouble.Load(ref block.Distances[row]), share, loss);
        Store(block, row, loss, entropy, brier, topTerm * share, ref upper, ref lower, ref briers, ref entropies);
    }

    /// <summary>Rounds the figures of rows, writes them down and adds them up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        RowBlock block, int row, TDouble loss, TDouble entropy, TDouble brier, TDouble confidence, ref TDouble upper, ref TDouble lower, ref TDouble briers, ref TDouble entropies)
    {
        loss = TDouble.And(TDouble.AddWhole(loss, TDouble.CreateWhole(HalfOfLostBits)), TDouble.CreateWhole(-2 * HalfOfLostBits));
        loss.Store(ref block.Loss[row]);
        var rounded = Round(loss, LossLevel);
        upper += rounded;
        lower += loss - rounded;
        entropy = Round(entropy, EntropyLevel);
        entropy.Store(ref block.Entropy[row]);
        entropies += entropy;
        brier = Round(brier, BrierLevel);
        brier.Store(ref block.Brier[row]);
        briers += brier;
        FinishConfidence(block, row, TDouble.Min(confidence, TDouble.Create(1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble Round(TDouble numbers, double level) => (numbers + TDouble.Create(level)) - TDouble.Create(level);

    // The confidence in whole numbers of 2^-42: with u of them the bin is 15·u >> 42, and that of u = 2^42 the last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishConfidence(RowBlock block, int row, TDouble confidence)
    {
        var level = TDouble.Create(ConfidenceLevel);
        var shifted = confidence + level;
        (shifted - level).Store(ref block.Confidence[row]);
        var units = TDouble.SubtractWhole(shifted, level);
        var bins = TDouble.SubtractWhole(TDouble.ShiftLeft(units, 4), TDouble.AddWhole(units, TDouble.ShiftRight(units, BlockSums.ConfidenceBits)));
        var places = TDouble.ShiftLeft(TDouble.ShiftRight(bins, BlockSums.ConfidenceBits), 3);
        TDouble.AddWhole(places, TDouble.CreateSequence(row & (BlockSums.Places - 1))).StoreWhole(ref block.Sums.Place[row]);
        var hits = TDouble.WhereZero(ref block.Rank[row], TDouble.CreateWhole(BlockSums.OneHit));
        TDouble.AddWhole(TDouble.AddWhole(units, TDouble.CreateWhole(BlockSums.OneRow)), hits).StoreWhole(ref block.Sums.Added[row]);
    }

    /// <summary>ln(1 + others / labelTerm), and 1 / (labelTerm + others).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TDouble LogOfShare(TDouble others, TDouble labelTerm, out TDouble share)
    {
        var sum = others + labelTerm;
        var k = TDouble.ShiftRight(TDouble.AddWhole(TDouble.SubtractWhole(sum, labelTerm), TDouble.CreateWhole(1L << 51)), 52);
        var scaled = TDouble.SubtractWhole(sum, TDouble.ShiftLeft(k, 52));
        var numerator = TDouble.WhereEqual(scaled, sum, others, scaled - labelTerm);
        var denominator = scaled + labelTerm;
        var inverse = TDouble.Create(1) / (sum * denominator);
        share = denominator * inverse;
        var s = numerator * (sum * inverse);
        var square = s * s;
        var series = TDouble.MultiplyAdd(TDouble.Create(1.0 / 13), square, TDouble.Create(1.0 / 11));
        series = TDouble.MultiplyAdd(series, square, TDouble.Create(1.0 / 9));
        series = TDouble.MultiplyAdd(series, square, TDouble.Create(1.0 / 7));
        series = TDouble.MultiplyAdd(series, square, TDouble.Create(1.0 / 5));
        series = TDouble.MultiplyAdd(series, square, TDouble.Create(1.0 / 3));
        var twice = s + s;

        // The bits of 2^52 with k in its last places are 2^52 + k.
        const double Base = 1L << 52;
        var whole = TDouble.AddWhole(k, TDouble.Create(Base)) - TDouble.Create(Base);
        return TDouble.MultiplyAdd(whole, TDouble.Create(0.69314718055994531), TDouble.MultiplyAdd(twice * square, series, twice));
    }
}
