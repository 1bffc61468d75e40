using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>A scored row gives its label probability 0, or its loss is beyond the range of a double; or the sum of the losses is.</summary>
internal sealed class InfiniteLoss : IRule
{
    public FaultCode Code => FaultCode.InfiniteLoss;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.Totals is not { } totals || (totals.Infinite == 0 && double.IsFinite(totals.Loss.ToDouble())))
        {
            return null;
        }

        var beyond = batch.Offences?[RowOutcome.BeyondDouble].Rows ?? 0;
        var isImpossible = totals.Infinite > beyond;
        return new Fault(
            Code,
            string.Join(' ', Sentences(totals, beyond)),
            isImpossible ? "Scores were clipped, rounded or masked before sending, or the label map differs from the model's." : "Scores or weights are out of all proportion: F64 numbers that were never set, or a division by nearly zero.",
            isImpossible ? "Send logits or log-probabilities before any clipping, rounding or masking; check the label map." : "Find the largest scores and weights of the batch, and what made them; only the ratios of weights matter for the weighted mean.")
        { Severity = Severity.Warn };
    }

    private static IEnumerable<string> Sentences(Totals totals, long beyond)
    {
        var all = totals.Infinite + totals.Scored;
        if (totals.Infinite > beyond)
        {
            yield return $"{totals.Infinite - beyond} of {all} scored rows give their label probability 0: an infinite loss.";
        }

        if (beyond > 0)
        {
            yield return $"{beyond} of {all} scored rows have a loss that is, with its weight, beyond the range of a double.";
        }

        if (totals.Infinite > 0)
        {
            yield return totals.Scored > 0 ? $"The mean is over the other {totals.Scored}." : "No row is left for a mean.";
        }

        if (!double.IsFinite(totals.Loss.ToDouble()))
        {
            yield return $"The losses of {totals.Scored} rows add up to more than a double holds: there is no sum to show, and the means stand.";
        }
    }
}
