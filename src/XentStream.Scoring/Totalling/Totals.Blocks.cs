using System.Collections.Immutable;
using XentStream.Scoring.CrossEntropy.Vectors;

namespace XentStream.Scoring.Totalling;

// Blocks of rows that are all scored, with figures and of weight 1: the usual ones.
public sealed partial class Totals
{
    // From here on every confidence is a multiple of 2^-62.
    private const double LeastInFixedPoint = 1.0 / 512;
    private const int FixedPointBits = 62;

    /// <summary>Adds the rows of a block: the same totals as of adding each.</summary>
    internal void Add(RowBlock block, int rows, ImmutableArray<int> declaredK)
    {
        Scored += rows;
        Loss.AddAll(block.Loss.AsSpan(0, rows));
        Weight.Add(rows);
        Brier.AddAll(block.Brier.AsSpan(0, rows));
        Entropy.AddAll(block.Entropy.AsSpan(0, rows));
        var correct = AddConfidences(block.Confidence.AsSpan(0, rows), block.Rank);
        foreach (var k in declaredK)
        {
            AddHits(new TopKHits(k, rows, k == 1 ? correct : CountHits(block.Rank.AsSpan(0, rows), k)));
        }
    }

    private static long CountHits(ReadOnlySpan<int> ranks, int k)
    {
        var hits = 0;
        foreach (var rank in ranks)
        {
            hits += rank < k ? 1 : 0;
        }

        return hits;
    }

    // Whole numbers of 2^-62, their halves of 32 bits apart: neither half can overflow in a block.
    private long AddConfidences(ReadOnlySpan<double> confidences, ReadOnlySpan<int> ranks)
    {
        Span<long> counts = stackalloc long[CalibrationBin.Count];
        Span<long> hits = stackalloc long[CalibrationBin.Count];
        Span<long> high = stackalloc long[CalibrationBin.Count];
        Span<long> low = stackalloc long[CalibrationBin.Count];
        var correct = 0L;
        for (var row = 0; row < confidences.Length; row++)
        {
            var confidence = confidences[row];
            var bin = CalibrationBin.IndexOf(confidence);
            var isHit = ranks[row] == 0 ? 1 : 0;
            correct += isHit;
            if (confidence < LeastInFixedPoint)
            {
                bins[bin].Add(confidence, isHit == 1);
                continue;
            }

            var units = (long)(confidence * (1L << FixedPointBits));
            counts[bin]++;
            hits[bin] += isHit;
            high[bin] += units >> 32;
            low[bin] += (uint)units;
        }

        for (var bin = 0; bin < bins.Length; bin++)
        {
            if (counts[bin] > 0)
            {
                bins[bin].Add(counts[bin], hits[bin], Math.ScaleB(high[bin], 32 - FixedPointBits), Math.ScaleB(low[bin], -FixedPointBits));
            }
        }

        return correct;
    }
}
