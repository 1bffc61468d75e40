using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Sampling;

/// <summary>What scores can be, the likeliest first: what their sums say beyond coincidence, then their name.</summary>
internal static class ScoreKinds
{
    // One row can sum to 1 by chance. So can some scores of a sigmoid all be in [0, 1].
    private const long EnoughRows = 2;
    private const long EnoughScores = 1000;

    /// <summary>For a softmax over an axis.</summary>
    public static IEnumerable<ScoreKind> OrderFor(BatchProfile profile, ScoreKind? named, int classAxis)
    {
        var sums = SumsOver(profile, classAxis);
        var areProbabilities = sums is { Rows: >= EnoughRows } && sums.Distributions == sums.Rows;
        var areLogarithms = sums is { Rows: >= EnoughRows } && sums.LogDistributions == sums.Rows;
        var first = areProbabilities ? ScoreKind.Probabilities : named ?? (areLogarithms ? ScoreKind.LogProbabilities : ScoreKind.Logits);
        return new[] { first, ScoreKind.Logits, ScoreKind.LogProbabilities, ScoreKind.Probabilities }.Distinct().Where(kind => CanBe(profile, named, kind));
    }

    /// <summary>For a sigmoid.</summary>
    public static IEnumerable<ScoreKind> OrderForSigmoid(BatchProfile profile, ScoreKind? named)
    {
        var areProbabilities = profile.Scores.Count >= EnoughScores && profile.Scores.IsWithin(0, 1);
        var first = areProbabilities || named == ScoreKind.Probabilities ? ScoreKind.Probabilities : ScoreKind.Logits;
        return new[] { first, ScoreKind.Logits, ScoreKind.Probabilities }.Distinct().Where(kind => CanBe(profile, named, kind));
    }

    /// <summary>What the rows along a class axis sum to, where the scores have it in most batches.</summary>
    public static RowSums? SumsOver(BatchProfile profile, int classAxis)
    {
        var rank = profile.ScoreSums.Count == 0 ? 0 : profile.ScoreRank;
        return profile.ScoreSums.GetValueOrDefault(ClassAxes.Resolve(classAxis, rank));
    }

    // A kind whose own tensor is there too would mean that one.
    private static bool CanBe(BatchProfile profile, ScoreKind? named, ScoreKind kind) =>
        kind == named || profile.Find(TensorNames.Default.TextOf((Scoring.Tensors.TensorRole)kind)) is null;
}
