using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Tries out a repair: what the mean loss would be.</summary>
internal sealed class FixTrial
{
    private readonly BatchScorer scorer = new();

    /// <summary>The mean loss, in nats, of the batch with a repair; null where it cannot be scored then either.</summary>
    public double? LossAfter(Repair repair, in DiagnosedBatch batch)
    {
        var contract = repair.ContractFor(batch.Contract with { ClassAxis = batch.ClassAxis ?? batch.Contract.ClassAxis });
        var repaired = batch.Sent with { Labels = repair.LabelsFor(batch.Labels), ScoreKind = repair.Scores ?? batch.Kinds.Scores };
        if (ShapeCheck.TryFit(repaired, contract, out var scorable) && GivenLosses.TryMean(scorable, out var mean))
        {
            return mean;
        }

        return scorer.TryScore(repaired, contract) ? scorer.Totals.MeanOf(BatchKinds.Of(repaired, contract).MeanFor(contract)) : null;
    }
}
