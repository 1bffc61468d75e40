using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>A scored row gives its label probability 0.</summary>
internal sealed class InfiniteLoss : IRule
{
    public FaultCode Code => FaultCode.InfiniteLoss;

    public Finding? Find(ref DiagnosedBatch batch) => batch.Totals is not { Infinite: > 0 } totals ? null : new Fault(
        Code,
        $"{totals.Infinite} of {totals.Infinite + totals.Scored} scored rows give their label probability 0: an infinite loss. The mean is over the other {totals.Scored}.",
        "Scores were clipped, rounded or masked before sending, or the label map differs from the model's.",
        "Send logits or log-probabilities before any clipping, rounding or masking; check the label map.")
    { Severity = Severity.Warn };
}
