using System.Numerics;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>What a row of logits yields, by the textbook formulas in 640-bit numbers.</summary>
internal sealed record ReferenceRow(double Loss, double Brier, double Entropy, double Confidence, int Rank)
{
    public static ReferenceRow Of(double[] scores, int label)
    {
        var logits = scores.Select(score => score == double.NegativeInfinity ? (BigInteger?)null : FixedPoint.From(score)).ToArray();
        var max = logits.Max()!.Value;
        var exps = logits.Select(x => x is null ? 0 : FixedPoint.ExpOfNegative(x.Value - max)).ToArray();
        var sum = exps.Aggregate(BigInteger.Add);
        var probabilities = exps.Select(e => FixedPoint.Divide(e, sum)).ToArray();
        var logSum = max + FixedPoint.Ln(sum);
        var entropy = logits.Select((x, c) => x is null ? 0 : FixedPoint.Multiply(probabilities[c], logSum - x.Value)).Aggregate(BigInteger.Add);
        var brier = probabilities.Select((p, c) => c == label ? p - FixedPoint.One : p).Select(gap => FixedPoint.Multiply(gap, gap)).Aggregate(BigInteger.Add);
        return new ReferenceRow(
            FixedPoint.ToDouble(logSum - logits[label]!.Value),
            FixedPoint.ToDouble(brier),
            FixedPoint.ToDouble(entropy),
            FixedPoint.ToDouble(probabilities.Max()),
            RankOf(scores, label));
    }

    // Sorted as a reader would: highest first, equal scores by index.
    private static int RankOf(double[] scores, int label) =>
        Array.IndexOf([.. Enumerable.Range(0, scores.Length).OrderByDescending(c => scores[c]).ThenBy(c => c)], label);
}
