using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
using XentStream.Scoring.CrossEntropy.Vectors;

namespace XentStream.Scoring.Totalling;

// Blocks of rows that are all scored with figures, or ignored: the usual ones.
public sealed partial class Totals
{
    /// <summary>Adds the rows of a block: the same totals as of adding each, once <see cref="AddBins"/> has added what is left in the bins behind the last block.</summary>
    internal void Add(RowBlock block, int rows, ImmutableArray<int> declaredK)
    {
        var scored = rows - block.Ignored;
        Scored += scored;
        Ignored += block.Ignored;
        AddLosses(block, rows);
        Brier.Add(block.Sums.Brier);
        Entropy.Add(block.Sums.Entropy);
        block.Sums.FillBins(block, rows);
        if (block.Sums.AreBinsFull)
        {
            AddBins(block.Sums);
        }

        foreach (var k in declaredK)
        {
            AddHits(new TopKHits(k, scored, CountHits(block.Rank.First(rows), k)));
        }
    }

    /// <summary>Adds the bins of several blocks, and empties them.</summary>
    internal void AddBins(BlockSums sums)
    {
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var (rows, hits, confidence) = sums.BinAt(bin);
            if (rows > 0)
            {
                bins[bin].Add(rows, hits, confidence);
            }
        }

        sums.ClearBins();
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

    private void AddLosses(RowBlock block, int rows)
    {
        if (block.Weights.ArePresent)
        {
            Loss.AddAll(block.Weights.Losses.First(rows));
            Weight.AddAll(block.Weights.Weights.First(rows));
            return;
        }

        Weight.Add(rows - block.Ignored);
        if (block.Sums.HasAllOfLoss)
        {
            Loss.Add(block.Sums.Loss.Upper);
            Loss.Add(block.Sums.Loss.Lower);
        }
        else
        {
            Loss.AddAll(block.Loss.First(rows));
        }
    }
}
