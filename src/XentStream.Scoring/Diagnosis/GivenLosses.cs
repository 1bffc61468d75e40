using System.Runtime.CompilerServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Diagnosis;

/// <summary>The losses of rows of probabilities and nothing else of them: what scoring such a batch gives, and of which a trial wants the mean alone.</summary>
internal static class GivenLosses
{
    /// <summary>The mean of −ln p over the rows that have a finite one.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="mean">The mean, in nats; null where a row is at fault, or none is scored.</param>
    /// <returns>False where a loss is more than −ln p: with smoothing, weights, or labels that are no classes.</returns>
    public static bool TryMean(in ScorableBatch batch, out double? mean)
    {
        mean = null;
        var contract = batch.Contract;
        if (batch.Kinds is not { Scores: ScoreKind.Probabilities, Labels: LabelKind.Index } || !batch.HasClasses || !batch.Labels.Type.IsInteger
            || contract.LabelSmoothing != 0 || !contract.ClassWeights.IsEmpty || batch.Weights.IsPresent)
        {
            return false;
        }

        var rows = new Rows(batch);
        foreach (var block in new LineBlocks(batch.Scores.Type, batch.Scores.Bytes, batch.Classes, batch.Stride, batch.Rows))
        {
            if (!rows.TryAdd(batch, block))
            {
                return true;
            }
        }

        mean = rows.Mean;
        return true;
    }

    private ref struct Rows(in ScorableBatch batch)
    {
        private readonly double tolerance = Normalization.ToleranceOf(batch.Scores.Type, batch.Classes);
        private readonly long? ignored = batch.Contract.IgnoreIndex;
        private readonly ExactSum losses = new();
        private readonly double[] room = new double[LineBlocks.MostLines];
        private long count;

        public readonly double? Mean => losses.DividedBy(count);

        // False where a row is at fault.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public bool TryAdd(in ScorableBatch batch, LineBlock block)
        {
            var lines = new ProbabilityLines(block, tolerance);
            var finite = 0;
            for (var line = 0; line < block.Count; line++)
            {
                var label = batch.IntegerOfLabel(block.First + line);
                if (label == ignored)
                {
                    continue;
                }

                if (lines.Check(line) != RowOutcome.Scored || (ulong)label >= (ulong)batch.Classes)
                {
                    return false;
                }

                // A probability of 0 is an infinite loss, which is left out.
                room[finite] = Math.Max(block[line][(int)label], 0);
                finite += room[finite] > 0 ? 1 : 0;
            }

            Add(room.AsSpan(0, finite));
            return true;
        }

        private void Add(Span<double> probabilities)
        {
            Logarithm.OfEach(probabilities);
            foreach (ref var logarithm in probabilities)
            {
                logarithm = -logarithm;
            }

            losses.AddAll(probabilities);
            count += probabilities.Length;
        }
    }
}
