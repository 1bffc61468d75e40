using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Configuration;

/// <summary>Reports what a contract declares that has no meaning together. Passed over in silence, it would look as if it counted.</summary>
internal static class ContractConsistency
{
    public static void Report(SettingsReader reader, Contract contract)
    {
        var isSigmoid = contract.Link == Link.Sigmoid;
        var areLabelScores = contract.Scores == ScoreKind.LabelLogProbabilities;
        ReportIf(reader, "ClassesAtLeast", contract.ClassesAtLeast && contract.Classes is null, "needs Classes beside it.");
        ReportIf(
            reader, "ClassWeights", contract is { ClassesAtLeast: false, ClassWeights.Length: > 0, Classes: { } classes } && contract.ClassWeights.Length != classes,
            $"has {contract.ClassWeights.Length} weights for {contract.Classes} classes.");

        ReportIf(
            reader, "Labels", isSigmoid ? contract.Labels is LabelKind.Index or LabelKind.OneHot or LabelKind.Distribution : contract.Labels is LabelKind.Binary or LabelKind.Probability,
            isSigmoid ? "is binary or probability for the sigmoid link." : "binary and probability need Link: sigmoid.");
        ReportIf(reader, "Scores", isSigmoid && contract.Scores is (ScoreKind.LogProbabilities or ScoreKind.LabelLogProbabilities), "is logits or probabilities for the sigmoid link.");
        ReportIf(reader, "ClassWeights", (isSigmoid || areLabelScores) && !contract.ClassWeights.IsEmpty, "has no meaning where each score is a row of its own.");
        ReportIf(reader, "LabelSmoothing", (isSigmoid || areLabelScores) && contract.LabelSmoothing > 0, "has no meaning where each score is a row of its own.");
        ReportIf(reader, "PositiveWeights", !isSigmoid && !contract.PositiveWeights.IsEmpty, "need Link: sigmoid.");
        ReportIf(reader, "TopK", isSigmoid && contract.TopK.Length > 1, "has no meaning for the sigmoid link: each score is right or wrong.");

        ReportIf(reader, "IgnoreIndex", !contract.CanIgnore && reader.Find("IgnoreIndex") is not null and not "none", "has no meaning for labels that are no whole numbers; ZeroRows: ignore passes over rows of zeros.");
    }

    private static void ReportIf(SettingsReader reader, string key, bool isWrong, string sentence)
    {
        if (isWrong)
        {
            reader.Report(key, sentence);
        }
    }
}
