using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>One prediction of shape [C] for several label rows, or one dense label of shape [C] for several predictions: an axis is missing.</summary>
internal sealed class BatchSqueezed : IRule
{
    public FaultCode Code => FaultCode.BatchSqueezed;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var scoresLack = batch.HasClasses && batch.L.Rank == 1 && batch.K > 1;
        var labelsLack = batch.IsDense && batch.L.Rank == 2 && batch.Y.Rank == 1 && batch.Y[0] == batch.C && batch.P > 1;
        return !scoresLack && !labelsLack ? null : new Fault(
            Code,
            scoresLack ? $"Scores {batch.L} are a single prediction without a batch axis; labels {batch.Y} are {batch.K} rows." : $"Labels {batch.Y} have no batch axis; scores {batch.L} are {batch.P} predictions.",
            "A squeeze met a batch of one, a sample was sent without its batch, or the class axis was reduced. The shapes of a larger batch settle it.",
            "Squeeze named axes only, or add the batch axis with unsqueeze(0).")
        { Certainty = Certainty.Ambiguous };
    }
}
