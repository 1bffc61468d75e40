using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>
/// Step 5 of the way of the data: the losses of a block of rows, from spans to row results. Every number is a function of the row's bytes and its contract
/// alone: the same bits on every machine, for any batch, position and thread.
/// </summary>
internal static class RowKernel
{
    /// <summary>Names the definition of the bits: results of the same bytes are equal where this name is.</summary>
    public const string Identity = "vector-3";

    /// <summary>Scores rows.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="labels">Room for the labels of the rows.</param>
    /// <param name="results">One result for each row.</param>
    /// <param name="block">Room for the sums of the vectors.</param>
    public static void Score(in ScorableBatch batch, long first, Span<long> labels, Span<RowResult> results, RowBlock block)
    {
        switch (batch.Scores.Type)
        {
            case ElementType.F32:
                Score<F32Element>(batch, first, labels, results, block);
                break;
            case ElementType.F64:
                Score<F64Element>(batch, first, labels, results, block);
                break;
            case ElementType.F16:
                Score<F16Element>(batch, first, labels, results, block);
                break;
            default:
                Score<BF16Element>(batch, first, labels, results, block);
                break;
        }
    }

    /// <summary>Scores rows of the usual kind, all by the vectors, into the columns of a block.</summary>
    /// <returns>False where a row is of another kind, or at fault, or not for the vectors: then the block says nothing.</returns>
    public static bool TryScoreBlock(in ScorableBatch batch, long first, int rows, RowBlock block)
    {
        if (!BlockKernel.CanScore(batch) || !LabelRows.TryReadClasses(batch, first, block.Label.First(rows), out var ignored))
        {
            return false;
        }

        (block.Ignored, block.KeepsFigures) = (ignored, false);
        return BlockKernel.Run(batch, first, rows, block) && block.Weights.TryRead(batch, first, rows, block);
    }

    private static void Score<TElement>(in ScorableBatch batch, long first, Span<long> labels, Span<RowResult> results, RowBlock block)
        where TElement : struct, IScoreElement
    {
        if (batch.Contract.Link == Link.Sigmoid)
        {
            ScoreElements<TElement>(batch, first, results);
        }
        else if (batch.Kinds.Scores == ScoreKind.LabelLogProbabilities)
        {
            ScoreLabels<TElement>(batch, first, results);
        }
        else
        {
            LabelRows.Read(batch, first, labels, results);
            if (BlockKernel.CanScore(batch))
            {
                block.TakeLabels(labels, results);
                block.KeepsFigures = true;
                BlockKernel.Run(batch, first, labels.Length, block);
                BlockResults.Fill(batch, labels, results, block);
            }

            ScoreRows<TElement>(batch, first, labels, results);
        }
    }

    private static void ScoreRows<TElement>(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, Span<RowResult> results)
        where TElement : struct, IScoreElement
    {
        var tolerance = batch.Kinds.Scores == ScoreKind.LogProbabilities
            ? Normalization.LogToleranceOf(batch.Scores.Type, batch.Classes)
            : Normalization.ToleranceOf(batch.Scores.Type, batch.Classes);
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is { Outcome: RowOutcome.Scored, IsDone: false })
            {
                var row = new Row<TElement>(batch.ScoresOfRow(first + i), batch.Classes, batch.Stride);
                results[i] = SoftmaxRow.Score(row, batch.Kinds.Scores, tolerance, batch.TargetOfRow(first + i, (int)labels[i]));
            }
        }
    }

    private static void ScoreElements<TElement>(in ScorableBatch batch, long first, Span<RowResult> results)
        where TElement : struct, IScoreElement
    {
        var weights = batch.Contract.PositiveWeights.AsSpan();
        var tolerance = Normalization.ToleranceOf(batch.Scores.Type, classes: 1);
        for (var i = 0; i < results.Length; i++)
        {
            var row = first + i;
            var label = batch.NumberOfLabel(row);
            var outcome = SigmoidElement.OutcomeOfLabel(label, batch.Kinds.Labels, batch.Contract.IgnoreIndex);
            if (outcome != RowOutcome.Scored)
            {
                results[i] = new RowResult { Outcome = outcome };
            }
            else
            {
                var score = TElement.Read(batch.ScoresOfRow(row));
                var weight = weights.IsEmpty ? 1 : weights.Length == 1 ? weights[0] : weights[(int)(row % weights.Length)];
                results[i] = batch.Kinds.Scores == ScoreKind.Logits ? SigmoidElement.ScoreLogit(score, label, weight) : SigmoidElement.ScoreProbability(score, tolerance, label, weight);
            }
        }
    }

    // L = −x, and nothing else is known of the row. Labels only tell which rows are ignored.
    private static void ScoreLabels<TElement>(in ScorableBatch batch, long first, Span<RowResult> results)
        where TElement : struct, IScoreElement
    {
        for (var i = 0; i < results.Length; i++)
        {
            var score = TElement.Read(batch.ScoresOfRow(first + i));
            var outcome = batch.IsIgnored(first + i) ? RowOutcome.Ignored
                : double.IsNaN(score) ? RowOutcome.NonFinite
                : score > Normalization.Tolerance ? RowOutcome.NotProbabilities
                : score == double.NegativeInfinity ? RowOutcome.Infinite
                : RowOutcome.Scored;
            results[i] = new RowResult { Outcome = outcome, Loss = -score, Weight = 1 };
        }
    }
}
