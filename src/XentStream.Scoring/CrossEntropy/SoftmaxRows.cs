using XentStream.Scoring.Checks;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>
/// Step 5 of the way of the data: cross-entropy of logits with index labels, a block of rows at a time. This is the seam at which a faster core replaces
/// the plain loop: spans in, row results out.
/// </summary>
/// <remarks>
/// With m the largest score, a the class that has it first, and e_c = exp(x_c − m):
/// <code>
///   R = Σ_{c≠a} e_c          logsumexp(x) = m + log1p(R)          loss = (m − x_y) + log1p(R)
/// </code>
/// The largest term is left out of the sum, not subtracted from it, so that a confident row keeps all its digits: a loss of 1e-12 is right to the
/// precision of the scores (PyTorch's float32 gives 0). The semantics are those of PyTorch's <c>CrossEntropyLoss</c>.
/// −∞ is legal and has probability 0; on the label it makes the loss infinite. NaN and +∞ in a row that is not ignored are reported, never computed with.
/// </remarks>
internal static class SoftmaxRows
{
    /// <summary>Names the definition of the bits: results of the same bytes are equal where this name is.</summary>
    public const string Identity = "plain-1";

    /// <summary>Scores rows.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="labels">The labels of the rows from the first on; as many rows are scored.</param>
    /// <param name="results">One result for each label.</param>
    public static void Score(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, Span<RowResult> results)
    {
        if (batch.Scores.Type == ElementType.F32)
        {
            Score<F32Element>(batch, first, labels, results);
        }
        else
        {
            Score<F64Element>(batch, first, labels, results);
        }
    }

    private static void Score<TElement>(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, Span<RowResult> results)
        where TElement : struct, IScoreElement
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var label = labels[i];
            results[i] = label == batch.IgnoreIndex ? new RowResult { Outcome = RowOutcome.Ignored }
                : (ulong)label >= (ulong)batch.Classes ? new RowResult { Outcome = RowOutcome.LabelOutOfRange }
                : ScoreRow(new Row<TElement>(batch.ScoresOfRow(first + i), batch.Classes, batch.Stride), (int)label);
        }
    }

    private static RowResult ScoreRow<TElement>(Row<TElement> row, int label)
        where TElement : struct, IScoreElement
    {
        var top = 0;
        var rank = 0;
        var labelScore = row[label];
        for (var c = 0; c < row.Classes; c++)
        {
            var score = row[c];
            if (!(score < double.PositiveInfinity))
            {
                return new RowResult { Outcome = RowOutcome.NonFinite };
            }

            top = score > row[top] ? c : top;
            rank += score > labelScore || (score == labelScore && c < label) ? 1 : 0;
        }

        var shift = row[top] - labelScore;
        return double.IsFinite(shift) ? Finish(SumTerms(row, top, label), shift, rank) : new RowResult { Outcome = RowOutcome.Infinite };
    }

    private static RowTerms SumTerms<TElement>(Row<TElement> row, int top, int label)
        where TElement : struct, IScoreElement
    {
        var max = row[top];
        var terms = default(RowTerms);
        for (var c = 0; c < row.Classes; c++)
        {
            var distance = max - row[c];
            var term = Math.Exp(-distance);
            if (c != top && term > 0)
            {
                terms.AddBelowTop(term, distance);
            }

            if (c != label)
            {
                terms.AddOffLabel(term);
            }
        }

        return terms;
    }

    // With Z = 1 + R: p_c = e_c / Z. Brier = Σ_{c≠y} p_c² + (1 − p_y)², entropy = ln Z + Σ_c p_c·(m − x_c).
    private static RowResult Finish(RowTerms terms, double shift, int rank)
    {
        var sum = 1 + terms.BelowTop;
        var logSum = LogOnePlus(terms.BelowTop);
        var missed = terms.OffLabel / sum;
        return new RowResult
        {
            Outcome = RowOutcome.Scored,
            Rank = rank,
            Loss = shift + logSum,
            Brier = (terms.OffLabelSquares / sum / sum) + (missed * missed),
            Entropy = logSum + (terms.Distances / sum),
            Confidence = 1 / sum,
        };
    }

    /// <summary>
    /// ln(1 + x) for x ≥ 0, without losing the digits of a small x. W. Kahan's form, proved in D. Goldberg, "What every computer scientist should know about
    /// floating-point arithmetic", ACM Computing Surveys 23 (1991), theorem 4: the relative error is at most 5 units in the last place.
    /// </summary>
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : x * Math.Log(sum) / (sum - 1);
    }
}
