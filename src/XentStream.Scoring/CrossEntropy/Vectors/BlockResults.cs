using System.Runtime.CompilerServices;
using XentStream.Scoring.Checks;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>What a block that was summed up says of each row, where some rows are at fault and the others still count.</summary>
internal static class BlockResults
{
    /// <summary>Fills in the results of the rows that are to be scored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(in ScorableBatch batch, ReadOnlySpan<long> labels, Span<RowResult> results, RowBlock block)
    {
        var weights = batch.Contract.ClassWeights.AsSpan();
        var (isMixture, tolerance) = (MixtureKernel.IsFor(batch), MixtureRange.ToleranceOf(batch));
        for (var row = 0; row < results.Length; row++)
        {
            if (results[row].Outcome == RowOutcome.Scored)
            {
                var weight = weights.IsEmpty ? 1 : weights[(int)labels[row]];
                results[row] = new RowResult
                {
                    IsDone = isMixture ? MixtureRange.IsUsable(block, row, tolerance) : block.IsUsable(row),
                    HasFigures = true,
                    Loss = weight * block.Loss[row],
                    Weight = batch.Kinds.HasDenseLabels ? 1 : weight,
                    Rank = block.Rank[row],
                    Brier = block.Brier[row],
                    Entropy = block.Entropy[row],
                    Confidence = block.Confidence[row],
                };
            }
        }
    }
}
