using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Declared logits of a sigmoid read both ways: as what they are declared to be, and as probabilities.</summary>
internal struct SigmoidReadings()
{
    /// <summary>The fewest scores that are evidence.</summary>
    public const long LeastScores = 1000;

    private double asLogits;
    private double asProbabilities;
    private double min = double.PositiveInfinity;
    private double max = double.NegativeInfinity;

    /// <summary>How many scores were read.</summary>
    public long Count { get; private set; }

    /// <summary>Whether they are not all equal, and their loss is lower as probabilities.</summary>
    public readonly bool AreBetterAsProbabilities => Count >= LeastScores && min < max && asProbabilities < asLogits;

    /// <summary>Reads a score in [0, 1] beside its label.</summary>
    public void Add(double score, double label)
    {
        Count++;
        (min, max) = (Math.Min(min, score), Math.Max(max, score));
        asLogits += SigmoidElement.ScoreLogit(score, label, positiveWeight: 1).Loss;
        asProbabilities += SigmoidElement.ScoreProbability(score, tolerance: 1, label, positiveWeight: 1).Loss;
    }

    /// <summary>The fault.</summary>
    /// <param name="where">Which scores they are.</param>
    public readonly Fault Describe(string where) => new(
        FaultCode.ProbabilitiesAsLogits,
        $"All {Count} scores{where} are in [{min:G4}, {max:G4}], and their mean loss is {asProbabilities / Count:G4} as probabilities against {asLogits / Count:G4} as logits.",
        "The scores are the output of a sigmoid, which is taken a second time; or they are small true logits. A larger range settles it.",
        "Send the raw scores, or declare Scores: probabilities.")
    { Severity = Severity.Warn, Certainty = Certainty.Ambiguous };
}
