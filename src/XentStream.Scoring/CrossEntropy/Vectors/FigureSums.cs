using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;
using XentStream.Scoring.Totalling;

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
        entropies += entropy;
        brier = Round(brier, BrierLevel);
        briers += brier;
        confidence = FinishConfidence(block, row, TDouble.Min(confidence, TDouble.Create(1)));
        if (block.KeepsFigures)
        {
            entropy.Store(ref block.Entropy.At(row));
            brier.Store(ref block.Brier.At(row));
            confidence.Store(ref block.Confidence.At(row));
        }
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

    // Rounded to u units of 2^-42. Behind 2^10, a number's last bit counts just that, so that the whole part of 15·u·2^-42, which is the bin, begins at bit 42.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble FinishConfidence(RowBlock block, int row, TDouble confidence)
    {
        var level = TDouble.Create(ConfidenceLevel);
        var shifted = confidence + level;
        var rounded = shifted - level;
        var bins = TDouble.MultiplyAdd(rounded, TDouble.Create(CalibrationBin.Count), TDouble.Create(1 << (52 - BlockSums.ConfidenceBits)));
        var places = TDouble.And(TDouble.ShiftRight(bins, BlockSums.ConfidenceBits - BlockSums.PlaceBits), TDouble.CreateWhole(BlockSums.BinMask));
        var offsets = TDouble.And(TDouble.CreateSequence(row & (BlockSums.Places - 1)), TDouble.CreateWhole(BlockSums.Places - 1));
        TDouble.AddWhole(places, offsets).StoreWhole(ref block.Sums.Place.At(row));

        var one = TDouble.CreateWhole(BlockSums.OneRow - BitConverter.DoubleToInt64Bits(ConfidenceLevel));
        var hits = TDouble.WhereZero(ref block.Rank.At(row), TDouble.CreateWhole(BlockSums.OneHit));
        TDouble.AddWhole(TDouble.AddWhole(shifted, one), hits).StoreWhole(ref block.Sums.Added.At(row));
        return rounded;
    }
}
