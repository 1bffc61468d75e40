using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Sigmoid: a thousand declared logits or more that are all in [0, 1] and not all equal, and whose loss is lower when they are read as probabilities.</summary>
internal sealed class ProbabilitiesAsLogitsOfSigmoid : IRule
{
    public FaultCode Code => FaultCode.ProbabilitiesAsLogits;

    private const long LeastScores = 1000;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.IsSigmoid || batch.Kinds.Scores != ScoreKind.Logits || batch.Rows.Rows < LeastScores || !ScoreRows.AreWithinUnit(batch))
        {
            return null;
        }

        var (count, asLogits, asProbabilities, min, max) = (0L, 0.0, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        for (var row = 0L; row < batch.Rows.Rows; row++)
        {
            if (batch.IsScored(row))
            {
                var (score, label) = (batch.ScoresOfRow(row)[0], batch.LabelAt(row));
                count++;
                (min, max) = (Math.Min(min, score), Math.Max(max, score));
                asLogits += SigmoidElement.ScoreLogit(score, label, positiveWeight: 1).Loss;
                asProbabilities += SigmoidElement.ScoreProbability(score, tolerance: 1, label, positiveWeight: 1).Loss;
            }
        }

        return count < LeastScores || min == max || !(asProbabilities < asLogits) ? null : new Finding(
            new Fault(
                Code,
                $"All {count} scores are in [{min:G4}, {max:G4}], and their mean loss is {asProbabilities / count:G4} as probabilities against {asLogits / count:G4} as logits.",
                "The scores are the output of a sigmoid, which is taken a second time; or they are small true logits. A larger range settles it.",
                "Send the raw scores, or declare Scores: probabilities.")
            { Severity = Severity.Warn, Certainty = Certainty.Ambiguous },
            new Repair { Scores = ScoreKind.Probabilities });
    }
}
