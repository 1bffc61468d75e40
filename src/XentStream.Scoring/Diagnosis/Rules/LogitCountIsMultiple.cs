using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Several predictions for each label, and the same number for all.</summary>
internal sealed class LogitCountIsMultiple : IRule
{
    public FaultCode Code => FaultCode.LogitCountIsMultiple;

    // Beyond so many, a map of predictions against one label is as likely.
    private const long MostParts = 64;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.P <= batch.K || batch.K == 0 || batch.P % batch.K != 0)
        {
            return null;
        }

        var ratio = batch.P / batch.K;
        var alternatives = Factors.OtherReadings(batch);
        alternatives = ratio > MostParts ? alternatives.Add(FaultCode.LabelRankTooLow) : alternatives;
        return new Fault(
            Code,
            batch.IsDense ? $"{ratio} predictions for each label row: {batch.P} predictions, labels {batch.Y}."
                : $"{ratio} predictions for each label: {batch.P} predictions, {batch.K} {(batch.K == 1 ? "label" : "labels")}.",
            ratio > MostParts ? "A map of predictions against one label; or a reshape or concatenation put features or crops on the batch axis. The shape before that settles it."
                : "A flatten, reshape or concatenation put features, crops or input streams on the batch axis; or labels were lost. Sample ids settle it.",
            "Flatten from axis 1 on; concatenate on the feature axis; average the predictions of crops.")
        { Certainty = alternatives.IsEmpty ? Certainty.Likely : Certainty.Ambiguous, Alternatives = alternatives };
    }
}
