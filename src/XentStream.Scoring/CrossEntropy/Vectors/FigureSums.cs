using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The figures of rows as they are written down, and their sums over a block.</summary>
/// <remarks>
/// A loss is rounded to 32 bits, the Brier score to multiples of 2^-44, the confidence of 2^-42 and the entropy of 2^-40: far below the errors of F32 terms, and
/// then sums over a block are exact in one double, or two for the loss. Adding and taking off 1.5·2^52·q rounds to a multiple of q.
/// </remarks>
internal struct FigureSums<TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    private const double BrierLevel = 1.5 * (1L << 8);
    private const double ConfidenceLevel = 1.5 * (1L << (52 - BlockSums.ConfidenceBits));
    private const double EntropyLevel = 1.5 * (1L << 12);
    private const double LossLevel = 1.5 * (1L << 20);
    private const long HalfOfLostBits = 1L << 20;

    private TDouble upper;
    private TDouble lower;
    private TDouble briers;
    private TDouble entropies;

    /// <summary>Rounds the figures of rows, writes them down and adds them up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(RowBlock block, int row, TDouble loss, TDouble entropy, TDouble brier, TDouble confidence)
    {
        loss = TDouble.And(TDouble.AddWhole(loss, TDouble.CreateWhole(HalfOfLostBits)), TDouble.CreateWhole(-2 * HalfOfLostBits));
        loss.Store(ref block.Loss.At(row));
        var rounded = Round(loss, LossLevel);
        upper += rounded;
        lower += loss - rounded;
        entropy = Round(entropy, EntropyLevel);
        entropy.Store(ref block.Entropy.At(row));
        entropies += entropy;
        brier = Round(brier, BrierLevel);
        brier.Store(ref block.Brier.At(row));
        briers += brier;
        FinishConfidence(block, row, TDouble.Min(confidence, TDouble.Create(1)));
    }

    /// <summary>Writes the sums down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(BlockSums sums)
    {
        sums.Loss = (TDouble.Sum(upper), TDouble.Sum(lower));
        (sums.Brier, sums.Entropy) = (TDouble.Sum(briers), TDouble.Sum(entropies));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble Round(TDouble numbers, double level) => (numbers + TDouble.Create(level)) - TDouble.Create(level);

    // The confidence in whole numbers of 2^-42: with u of them the bin is 15·u >> 42, and that of u = 2^42 the last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishConfidence(RowBlock block, int row, TDouble confidence)
    {
        var level = TDouble.Create(ConfidenceLevel);
        var shifted = confidence + level;
        (shifted - level).Store(ref block.Confidence.At(row));
        var units = TDouble.SubtractWhole(shifted, level);
        var bins = TDouble.SubtractWhole(TDouble.ShiftLeft(units, 4), TDouble.AddWhole(units, TDouble.ShiftRight(units, BlockSums.ConfidenceBits)));
        var places = TDouble.ShiftLeft(TDouble.ShiftRight(bins, BlockSums.ConfidenceBits), 3);

        var offsets = TDouble.And(TDouble.CreateSequence(row & (BlockSums.Places - 1)), TDouble.CreateWhole(BlockSums.Places - 1));
        TDouble.AddWhole(places, offsets).StoreWhole(ref block.Sums.Place.At(row));
        var hits = TDouble.WhereZero(ref block.Rank.At(row), TDouble.CreateWhole(BlockSums.OneHit));
        TDouble.AddWhole(TDouble.AddWhole(units, TDouble.CreateWhole(BlockSums.OneRow)), hits).StoreWhole(ref block.Sums.Added.At(row));
    }
}
