using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// Counts the rows behind the first one that makes a batch one to reject. No loss is wanted of them any more, only how many are at fault in a way that a rule counts: labels that are not
/// binary or no distribution, and scores that are no probabilities.
/// </summary>
internal static class RemainingOffences
{
    /// <summary>What makes a block of rows, which the vectors did not take, one to reject, as far as a look at labels and scores tells: then no row has to be scored to know it.</summary>
    /// <returns>Null where only scoring the rows tells.</returns>
    public static RowOutcome? FirstOf(in ScorableBatch batch, long first, int rows)
    {
        if (!batch.HasClasses || batch.Kinds.Labels != LabelKind.Index || !batch.Labels.Type.IsInteger || !BlockKernel.CanScore(batch))
        {
            return null;
        }

        var isFinite = batch.Stride > 1 || batch.Scores.Type != ElementType.F32 || AreBelowInfinity(MemoryMarshal.Cast<byte, float>(batch.ScoresOfRow(first))[..(rows * batch.Classes)]);
        for (var row = first; row < first + rows; row++)
        {
            var outcome = LabelRows.Read(batch, row, out _);
            if (outcome == RowOutcome.Scored && !isFinite && !AreBelowInfinity(MemoryMarshal.Cast<byte, float>(batch.ScoresOfRow(row))[..batch.Classes]))
            {
                return RowOutcome.NonFinite;
            }

            if (outcome == RowOutcome.LabelOutOfRange)
            {
                return outcome;
            }
        }

        return null;
    }

    // What is asked of each score where a row is scored, but in vectors: a block is passed over once more before its rows are. Of NaN it is not true.
    private static bool AreBelowInfinity(ReadOnlySpan<float> scores)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        foreach (var vector in vectors)
        {
            if (!Vector.LessThanAll(vector, new Vector<float>(float.PositiveInfinity)))
            {
                return false;
            }
        }

        foreach (var score in scores[(vectors.Length * Vector<float>.Count)..])
        {
            if (!(score < float.PositiveInfinity))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Counts the rows from one on.</summary>
    /// <returns>False where only scoring the rows tells.</returns>
    public static bool TryCount(in ScorableBatch batch, long first, RowOffences offences)
    {
        if (batch.Contract.Link == Link.Sigmoid)
        {
            CountElements(batch, first, offences);
            return true;
        }

        if (batch.Kinds.Labels != LabelKind.Index || batch.Kinds.Scores is not (ScoreKind.Logits or ScoreKind.Probabilities))
        {
            return false;
        }

        if (batch.Kinds.Scores == ScoreKind.Probabilities)
        {
            CountRows(batch, first, offences);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountRows(in ScorableBatch batch, long first, RowOffences offences)
    {
        var tolerance = Normalization.ToleranceOf(batch.Scores.Type, batch.Classes);
        foreach (var block in new LineBlocks(batch.Scores.Type, batch.Scores.Bytes, batch.Classes, batch.Stride, batch.Rows) { First = first })
        {
            var lines = new ProbabilityLines(block, tolerance);
            for (var line = 0; line < block.Count; line++)
            {
                var outcome = LabelRows.Read(batch, block.First + line, out _);
                offences.Add(outcome == RowOutcome.Scored ? lines.Check(line) : outcome, block.First + line);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountElements(in ScorableBatch batch, long first, RowOffences offences)
    {
        var (kinds, ignored, tolerance) = (batch.Kinds, batch.Contract.IgnoreIndex, Normalization.ToleranceOf(batch.Scores.Type, classes: 1));
        foreach (var block in LineBlocks.OfElements(batch.Labels) with { First = first })
        {
            for (var i = 0; i < block.Count; i++)
            {
                var (outcome, row) = (SigmoidElement.OutcomeOfLabel(block.Numbers[i], kinds.Labels, ignored), block.First + i);
                offences.Add(
                    outcome == RowOutcome.Scored && kinds.Scores == ScoreKind.Probabilities
                        ? SigmoidElement.OutcomeOfProbability(Elements.ReadDouble(batch.Scores.Type, batch.ScoresOfRow(row)), tolerance)
                        : outcome,
                    row);
            }
        }
    }
}
