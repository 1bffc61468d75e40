using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Several labels for each prediction, and the same number for all.</summary>
internal sealed class LabelCountIsMultiple : IRule
{
    public FaultCode Code => FaultCode.LabelCountIsMultiple;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var alternatives = Factors.OtherReadings(batch);
        return batch.K <= batch.P || batch.P == 0 || batch.K % batch.P != 0 ? null : new Fault(
            Code,
            $"{batch.K / batch.P} labels for each prediction: {batch.K} labels, {batch.P} predictions.",
            alternatives.Contains(FaultCode.SequenceLengthMismatch) ? "Labels of each step against one pooled prediction; or sequences were cut or padded separately. Sequence lengths settle it."
                : "Labels of each step or segment against one pooled prediction; or only a part of the batch was scored. Sample ids settle it.",
            "Emit a prediction for each step, or pool the labels.")
        { Certainty = alternatives.IsEmpty ? Certainty.Likely : Certainty.Ambiguous, Alternatives = alternatives };
    }
}
