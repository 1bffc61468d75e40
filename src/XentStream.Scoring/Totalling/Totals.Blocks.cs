using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
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
        AddConfidences(block.Confidence.AsSpan(0, rows), block.Rank.AsSpan(0, rows));
        foreach (var k in declaredK)
        {
            AddHits(new TopKHits(k, rows, CountHits(block.Rank.AsSpan(0, rows), k)));
        }
    }

    private static long CountHits(ReadOnlySpan<int> ranks, int k)
    {
        var (hits, row) = (0, 0);
        for (; row + Vector512<int>.Count <= ranks.Length; row += Vector512<int>.Count)
        {
            hits += BitOperations.PopCount(Vector512.LessThan(Vector512.Create(ranks[row..]), Vector512.Create(k)).ExtractMostSignificantBits());
        }

        foreach (var rank in ranks[row..])
        {
            hits += rank < k ? 1 : 0;
        }

        return hits;
    }

    // Whole numbers of 2^-62, their halves of 32 bits apart: neither half can overflow in a block.
    private void AddConfidences(ReadOnlySpan<double> confidences, ReadOnlySpan<int> ranks)
    {
        // Rows in the lower half, hits in the upper.
        Span<long> counts = stackalloc long[CalibrationBin.Count];
        Span<long> high = stackalloc long[CalibrationBin.Count];
        Span<long> low = stackalloc long[CalibrationBin.Count];
        for (var row = 0; row < confidences.Length; row++)
        {
            var confidence = confidences[row];
            var bin = CalibrationBin.IndexOf(confidence);
            var hit = ranks[row] == 0 ? 1L : 0L;
            if (confidence < LeastInFixedPoint)
            {
                bins[bin].Add(confidence, hit == 1);
                continue;
            }

            var units = (long)(confidence * (1L << FixedPointBits));
            counts[bin] += (hit << 32) + 1;
            high[bin] += units >> 32;
            low[bin] += (uint)units;
        }

        for (var bin = 0; bin < bins.Length; bin++)
        {
            if (counts[bin] > 0)
            {
                bins[bin].Add((int)counts[bin], counts[bin] >> 32, Math.ScaleB(high[bin], 32 - FixedPointBits), Math.ScaleB(low[bin], -FixedPointBits));
            }
        }
    }
}
