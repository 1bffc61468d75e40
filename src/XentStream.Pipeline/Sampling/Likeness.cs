using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Sampling;

/// <summary>What scores and labels look like by their values alone, in words.</summary>
public static class Likeness
{
    /// <summary>What the scores look like.</summary>
    /// <param name="profile">The batches.</param>
    /// <param name="classAxis">The axis of the classes, or null where each score is a row of its own.</param>
    public static string OfScores(BatchProfile profile, int? classAxis)
    {
        var sums = SumsOver(profile, classAxis);
        return !profile.Scores.IsKnown ? "nothing that is known"
            : IsAll(sums, sums?.Distributions) ? "probabilities"
            : IsAll(sums, sums?.LogDistributions) ? "log-probabilities"
            : profile.Scores.IsWithin(0, 1) ? "probabilities of a sigmoid"
            : classAxis is null && profile.Scores.Max <= 0 ? "logarithms of probabilities"
            : "logits";
    }

    /// <summary>What the labels look like.</summary>
    /// <param name="profile">The batches.</param>
    /// <param name="classAxis">The axis of the classes, or null where each label is a row of its own.</param>
    public static string OfLabels(BatchProfile profile, int? classAxis)
    {
        var areDense = profile.SameShapes == profile.Batches;
        var sums = areDense && classAxis is { } axis ? profile.LabelSums.GetValueOrDefault(ClassAxes.Resolve(axis, profile.ScoreRank)) : null;
        return !profile.Labels.Range.IsKnown ? "nothing that is known"
            : IsAll(sums, sums?.OneHots + sums?.Zeros) ? "one-hot rows"
            : IsAll(sums, sums?.Distributions + sums?.Zeros) ? "distributions"
            : areDense && profile.Labels.Range.IsWithin(0, 1) ? (profile.Labels.Fractions == 0 ? "binary labels" : "probabilities")
            : profile.Labels.Fractions == 0 ? "class indices"
            : "numbers with fractions";
    }

    /// <summary>What the rows of scores along an axis sum to, or null where nothing was found to sum.</summary>
    public static RowSums? SumsOver(BatchProfile profile, int? classAxis) => classAxis is { } axis ? ScoreKinds.SumsOver(profile, axis) : null;

    /// <summary>The axis of the classes in the proposed contract, or else in the declared one; null where there are no classes.</summary>
    public static int? AxisOf(ModelSample model) =>
        (model.Proposal?.Contract ?? model.Present ?? new Contract()) is { Link: Link.Softmax, Scores: not ScoreKind.LabelLogProbabilities } contract ? contract.ClassAxis : null;

    private static bool IsAll(RowSums? sums, long? some) => sums is { Rows: > 0 } && some == sums.Rows;
}
