using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Sigmoid: a thousand declared logits or more that are all in [0, 1] and not all equal, and whose loss is lower when they are read as probabilities.</summary>
internal sealed class ProbabilitiesAsLogitsOfSigmoid : IRule
{
    public FaultCode Code => FaultCode.ProbabilitiesAsLogits;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.IsSigmoid || batch.Kinds.Scores != ScoreKind.Logits || batch.Rows.Rows < SigmoidReadings.LeastScores || !batch.ScoreCensus.AreWithinUnit)
        {
            return null;
        }

        var readings = new SigmoidReadings();
        for (var row = 0L; row < batch.Rows.Rows; row++)
        {
            if (batch.ScoredRows[row])
            {
                readings.Add(batch.ScoresOfRow(row)[0], batch.LabelAt(row));
            }
        }

        return readings.AreBetterAsProbabilities ? new Finding(readings.Describe(""), new Repair { Scores = ScoreKind.Probabilities }) : null;
    }
}
