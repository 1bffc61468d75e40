using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>One label, or one row of C, for each leading index of a map or sequence of predictions.</summary>
internal sealed class LabelRankTooLow : IRule
{
    public FaultCode Code => FaultCode.LabelRankTooLow;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var (labels, predictions) = (batch.R, batch.S);
        if (predictions.Rank < 2 || labels.Rank == 0 || labels == predictions || batch.LeadingSizesDiffer)
        {
            return null;
        }

        var isOnePerIndex = labels.CountOf(1, labels.Rank) == 1;
        var isRowPerIndex = batch.ClassAxis is not null && batch.Y.Rank == 2 && batch.Y[0] == predictions[0] && batch.Y[1] == batch.C;
        return !isOnePerIndex && !isRowPerIndex ? null : new Fault(
            Code,
            $"Labels {batch.Y} give one label for each of {predictions[0]} samples; the predictions {predictions} are {predictions.CountOf(1, predictions.Rank)} for each.",
            "Pooling or flattening is missing before the head, or the mask or sequence of labels was not sent.",
            "Pool the predictions to one for each sample, or send a label for each of them.");
    }
}
