using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Sampling;

/// <summary>Compares the chosen contract with others that fit as well.</summary>
internal static class Ambiguities
{
    private const double SameLoss = 1e-6;

    /// <summary>Those that differ in one respect: what differs in two follows from them.</summary>
    public static IEnumerable<Ambiguity> Of(ContractTrial chosen, IReadOnlyList<ContractTrial> others)
    {
        var alternatives = others.Where(other => other.Rows > 0).ToList();
        foreach (var (number, other) in alternatives.Index())
        {
            // The same numbers from laxer labels are no news.
            var isKnown = alternatives.Take(number).Any(earlier => DiffersInLabelsAlone(earlier.Contract, other.Contract) && IsSame(earlier.MeanLoss, other.MeanLoss));
            if (!isKnown && RespectsOf(chosen.Contract, other.Contract).ToList() is [var respect])
            {
                yield return new Ambiguity(other.Contract, other.MeanLoss, !IsSame(chosen.MeanLoss, other.MeanLoss), respect.Sentence, respect.Settles);
            }
        }
    }

    private static bool IsSame(double? one, double? other) => one is { } a && other is { } b && Math.Abs(a - b) <= SameLoss * Math.Abs(a);

    private static bool DiffersInLabelsAlone(Contract one, Contract other) => (one.Link, one.Scores, one.ClassAxis) == (other.Link, other.Scores, other.ClassAxis);

    private static IEnumerable<(string Sentence, string Settles)> RespectsOf(Contract chosen, Contract other)
    {
        if ((chosen.Link, chosen.Labels) != (other.Link, other.Labels) || IsOfLabels(chosen) != IsOfLabels(other))
        {
            yield return ($"The labels can be {NameOf(other)} as well as {NameOf(chosen)}.", SettlesLabels(chosen, other));
        }
        else if (chosen.Scores != other.Scores)
        {
            var (a, b) = (ContractWords.Scores.NameOf(chosen.Scores!.Value), ContractWords.Scores.NameOf(other.Scores!.Value));
            yield return ($"The scores can be {b} as well as {a}.", SettlesScores(chosen, other));
        }

        if (chosen.ClassAxis != other.ClassAxis)
        {
            yield return ($"The classes can be on axis {other.ClassAxis} as well as on axis {chosen.ClassAxis}: both leave the shape of the labels.", "A batch in which these axes differ in length settles it, or whoever built the model.");
        }

        if (chosen.IgnoreIndex != other.IgnoreIndex && chosen.Link == other.Link)
        {
            yield return ($"The labels fit with {other.IgnoreIndex?.ToString() ?? "nothing"} ignored as well.", "Whoever builds the labels knows which value means no label.");
        }
    }

    private static bool IsOfLabels(Contract contract) => contract.Scores == ScoreKind.LabelLogProbabilities;

    private static string NameOf(Contract contract) => IsOfLabels(contract) ? "indices beside their own log-probabilities"
        : $"{ContractWords.Labels.NameOf(contract.Labels!.Value)} ({ContractWords.Links.NameOf(contract.Link)})";

    private static string SettlesLabels(Contract chosen, Contract other) => (chosen.Labels, other.Labels) switch
    {
        (LabelKind.OneHot, LabelKind.Distribution) => "A row of other numbers than 0 and 1 settles it.",
        (LabelKind.OneHot or LabelKind.Distribution, LabelKind.Binary or LabelKind.Probability) => "A row that does not sum to 1 settles it: then each class is a question of its own.",
        (LabelKind.Binary, LabelKind.Probability) => "A label between 0 and 1 settles it.",
        _ when IsOfLabels(other) => "A score above 0 settles it.",
        _ => "Whoever builds the labels knows it.",
    };

    private static string SettlesScores(Contract chosen, Contract other) => (chosen.Scores, other.Scores) switch
    {
        (ScoreKind.Probabilities, _) or (_, ScoreKind.Probabilities) => "A score outside [0, 1] settles it, or the last layer of the model.",
        _ => "A row whose exponentials do not sum to 1 settles it, or the last layer of the model.",
    };
}
