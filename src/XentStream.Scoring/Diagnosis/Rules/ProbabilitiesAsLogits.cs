using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Declared logits that are all in [0, 1]: with a softmax, where every row sums to 1, over two rows or more.</summary>
internal sealed class ProbabilitiesAsLogits : IRule
{
    public FaultCode Code => FaultCode.ProbabilitiesAsLogits;

    private const long LeastRows = 2;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.ClassAxis is null || batch.Kinds.Scores != ScoreKind.Logits || !batch.ScoreCensus.AreDistributions || batch.ScoredRows.Count < LeastRows)
        {
            return null;
        }

        return new Finding(Describe($"All {batch.ScoredRows.Count} rows of the logits", batch.C), new Repair { Scores = ScoreKind.Probabilities });
    }

    /// <summary>The fault.</summary>
    /// <param name="what">Which rows.</param>
    /// <param name="classes">How many classes there are.</param>
    public static Fault Describe(string what, long classes)
    {
        // The label has probability 1 and all others 0, and softmax is taken once more.
        var floor = Logarithm.OfOnePlus((classes - 1) * Exponential.OfNegative(-1));
        return new Fault(
            FaultCode.ProbabilitiesAsLogits,
            $"{what} are in [0, 1] and sum to 1: as logits their loss cannot fall below {floor:G5}.",
            "The scores are probabilities, and softmax is taken a second time.",
            "Send the raw scores, or declare Scores: probabilities.")
        { Severity = Severity.Warn, Certainty = Certainty.Likely };
    }
}
