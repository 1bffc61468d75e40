using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The leading lengths differ, and no ratio and no common factor explains it.</summary>
internal sealed class PartialBatchMismatch : IRule
{
    public FaultCode Code => FaultCode.PartialBatchMismatch;

    public Finding? Find(ref DiagnosedBatch batch) => batch.P == batch.K || !batch.LeadingSizesDiffer ? null : new Fault(
        Code,
        $"{batch.P} predictions, {batch.K} labels: they can no longer be paired.",
        "Rows were lost, or a chunk or a last batch was taken on one side only. Sample ids on both sides would settle it.",
        "Join predictions and labels by sample id, or split both with the same range.")
    { Certainty = Certainty.Ambiguous, Alternatives = batch.R.Rank == batch.S.Rank ? [FaultCode.SequenceLengthMismatch] : [] };
}
