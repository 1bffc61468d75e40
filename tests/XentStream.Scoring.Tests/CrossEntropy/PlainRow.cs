namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>What a row of F32 logits yields, in F64 by the platform's functions: far more precise than what F32 terms can give, and nothing of the code under test.</summary>
internal sealed record PlainRow(double Loss, double Brier, double Entropy, double Confidence, int Rank)
{
    public static PlainRow Of(IReadOnlyList<float> scores, int label)
    {
        var max = (double)scores.Max();
        var top = scores.ToList().FindIndex(score => score == max);
        var terms = scores.Select(score => Math.Exp(score - max)).ToArray();
        var below = terms.Where((_, c) => c != top).Sum();
        var logSum = below < 1e-5 ? below - (below * below / 2) : Math.Log(1 + below);
        var others = terms.Where((_, c) => c != label).ToArray();
        return new PlainRow(
            max - scores[label] + logSum,
            (others.Sum(term => term * term) + (others.Sum() * others.Sum())) / ((1 + below) * (1 + below)),
            logSum + (scores.Select((score, c) => double.IsNegativeInfinity(score) ? 0 : terms[c] * (max - score)).Sum() / (1 + below)),
            1 / (1 + below),
            scores.Where((score, c) => score > scores[label] || (score == scores[label] && c < label)).Count());
    }
}
