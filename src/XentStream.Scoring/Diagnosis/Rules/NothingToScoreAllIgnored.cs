using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>No label is scored: there are none, or all are ignored.</summary>
internal sealed class NothingToScoreAllIgnored : IRule
{
    public FaultCode Code => FaultCode.NothingToScore;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.Totals is not { Scored: 0, Infinite: 0 } totals)
        {
            return null;
        }

        var isEmpty = totals.Ignored == 0;
        return new Fault(
            Code,
            $"0 of {totals.Ignored} labels are scored.",
            isEmpty ? "The batch is empty." : "Every label is the ignore value, or the part with the answers was cut off.",
            isEmpty ? "Send no record where there is nothing to evaluate." : "Check truncation and masking before the batch is built.")
        { Severity = Severity.Warn };
    }
}
