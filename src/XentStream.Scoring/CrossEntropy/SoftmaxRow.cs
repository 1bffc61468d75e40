using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>One row of a softmax: checks its scores and scores it against its target. The semantics are those of PyTorch's <c>CrossEntropyLoss</c>.</summary>
internal static class SoftmaxRow
{
    /// <summary>Scores a row.</summary>
    /// <param name="row">The scores.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="tolerance">By how much the sum of probabilities may be off 1.</param>
    /// <param name="target">What should have been predicted.</param>
    public static RowResult Score<TElement>(Row<TElement> row, ScoreKind kind, double tolerance, in RowTarget target)
        where TElement : struct, IScoreElement => kind == ScoreKind.Logits ? ScoreLogits(row, target) : ScoreGiven(row, kind == ScoreKind.LogProbabilities, tolerance, target);

    private static RowResult ScoreLogits<TElement>(Row<TElement> row, in RowTarget target)
        where TElement : struct, IScoreElement
    {
        var top = 0;
        for (var c = 0; c < row.Classes; c++)
        {
            var score = row[c];
            if (!(score < double.PositiveInfinity))
            {
                return new RowResult { Outcome = RowOutcome.NonFinite };
            }

            top = score > row[top] ? c : top;
        }

        var max = row[top];
        return max == double.NegativeInfinity ? new RowResult { Outcome = RowOutcome.Infinite } : Finish(new LogitRow<TElement>(row, max, top), target);
    }

    private static RowResult ScoreGiven<TElement>(Row<TElement> row, bool areLogarithms, double tolerance, in RowTarget target)
        where TElement : struct, IScoreElement
    {
        var given = new GivenRow<TElement>(row, areLogarithms);
        var outcome = given.Check(tolerance);
        return outcome == RowOutcome.Scored ? Finish(given, target) : new RowResult { Outcome = outcome };
    }

    private static RowResult Finish<TRow>(TRow row, in RowTarget target)
        where TRow : IPredictedRow, allows ref struct
    {
        var loss = target.CrossEntropyOf(row);
        return new RowResult
        {
            Outcome = double.IsFinite(loss) ? RowOutcome.Scored : target.IsImpossibleBy(row) ? RowOutcome.Infinite : RowOutcome.BeyondDouble,
            HasFigures = true,
            Loss = loss,
            Weight = target.RowWeight,
            Rank = row.RankOf(target.Label),
            Brier = BrierOf(row, target),
            Entropy = row.Entropy,
            Confidence = row.Confidence,
        };
    }

    private static double BrierOf<TRow>(TRow row, in RowTarget target)
        where TRow : IPredictedRow, allows ref struct
    {
        var sum = 0.0;
        for (var c = 0; c < row.Classes; c++)
        {
            var share = target[c];
            var gap = share == 1 ? row.MissOf(c) : row.ProbabilityOf(c) - share;
            sum = Math.FusedMultiplyAdd(gap, gap, sum);
        }

        return sum;
    }
}
