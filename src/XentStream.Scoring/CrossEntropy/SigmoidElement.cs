using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>One score of a sigmoid, which is a row of its own. The semantics are those of PyTorch's <c>BCEWithLogitsLoss</c>.</summary>
/// <remarks>
/// With label q, positive weight p and softplus(z) = max(z, 0) + ln(1 + e^−|z|):
/// <code>
///   L = p·q·softplus(−x) + (1 − q)·softplus(x)          of probabilities s:  L = −(p·q·ln s + (1 − q)·ln(1 − s))
/// </code>
/// which is PyTorch's formula with nothing left to cancel. Where PyTorch clamps the logarithm of a probability at −100, the loss is infinite here.
/// </remarks>
internal static class SigmoidElement
{
    /// <summary>What a label makes of its row: <see cref="RowOutcome.Scored"/> where it is 0 or 1, or of probabilities in [0, 1].</summary>
    /// <param name="label">The label.</param>
    /// <param name="kind">Whether it is binary or a probability.</param>
    /// <param name="ignored">The ignore value of binary labels.</param>
    public static RowOutcome OutcomeOfLabel(double label, LabelKind kind, double? ignored) =>
        kind != LabelKind.Binary ? (label is >= 0 and <= 1 ? RowOutcome.Scored : RowOutcome.LabelNotBinary)
        : label == ignored ? RowOutcome.Ignored
        : label is 0 or 1 ? RowOutcome.Scored
        : RowOutcome.LabelNotBinary;

    /// <summary>What a score that is declared as a probability makes of its row: <see cref="RowOutcome.Scored"/> where it is in [0, 1], but for the tolerance.</summary>
    public static RowOutcome OutcomeOfProbability(double score, double tolerance) =>
        Math.Abs(score - 0.5) <= 0.5 + tolerance ? RowOutcome.Scored
        : double.IsNaN(score) ? RowOutcome.NonFinite
        : RowOutcome.NotProbabilities;

    /// <summary>Scores a logit; ±∞ are mirror images.</summary>
    public static RowResult ScoreLogit(double x, double q, double positiveWeight)
    {
        if (double.IsNaN(x))
        {
            return new RowResult { Outcome = RowOutcome.NonFinite };
        }

        var decay = Exponential.OfNegative(-Math.Abs(x));
        var logSum = Logarithm.OfOnePlus(decay);
        var (likely, unlikely) = (logSum, Math.Abs(x) + logSum);
        var (confidence, miss) = (1 / (1 + decay), decay / (1 + decay));
        var entropy = (confidence * likely) + (miss > 0 ? miss * unlikely : 0);
        return x >= 0 ? Finish(q, positiveWeight, likely, unlikely, confidence, miss, entropy) : Finish(q, positiveWeight, unlikely, likely, miss, confidence, entropy);
    }

    /// <summary>Scores a probability, which rounding may have left just outside of [0, 1].</summary>
    public static RowResult ScoreProbability(double s, double tolerance, double q, double positiveWeight)
    {
        if (OutcomeOfProbability(s, tolerance) is var outcome && outcome != RowOutcome.Scored)
        {
            return new RowResult { Outcome = outcome };
        }

        s = Math.Clamp(s, 0, 1);
        var (positive, negative) = (-Logarithm.Of(s), -Logarithm.OfOnePlus(-s));
        var entropy = (s > 0 ? s * positive : 0) + (s < 1 ? (1 - s) * negative : 0);
        return Finish(q, positiveWeight, positive, negative, s, 1 - s, entropy);
    }

    // The surprisals of a positive and a negative label, and their probabilities.
    private static RowResult Finish(double q, double positiveWeight, double positive, double negative, double probability, double miss, double entropy)
    {
        var loss = (positiveWeight * q > 0 ? positiveWeight * q * positive : 0) + (q < 1 ? (1 - q) * negative : 0);
        var gap = q == 1 ? miss : probability - q;
        return new RowResult
        {
            Outcome = double.IsFinite(loss) ? RowOutcome.Scored : double.IsInfinity(positive) || double.IsInfinity(negative) ? RowOutcome.Infinite : RowOutcome.BeyondDouble,
            HasFigures = true,
            Loss = loss,
            Weight = 1,
            Rank = probability >= miss == (q >= 0.5) ? 0 : 1,
            Brier = gap * gap,
            Entropy = entropy,
            Confidence = Math.Max(probability, miss),
        };
    }
}
