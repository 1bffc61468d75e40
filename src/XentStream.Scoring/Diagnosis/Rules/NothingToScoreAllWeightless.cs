using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Rows are scored, and the weights of all of them are 0: there is no weighted mean.</summary>
internal sealed class NothingToScoreAllWeightless : IRule
{
    public FaultCode Code => FaultCode.NothingToScore;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.Totals is not { Scored: > 0, Weight.IsZero: true } totals)
        {
            return null;
        }

        var isOfClasses = !batch.Contract.ClassWeights.IsEmpty;
        var isOfRows = batch.Sent.Weights.IsPresent;
        var by = !isOfClasses ? "the tensor `weights`" : !isOfRows ? "ClassWeights" : "the tensor `weights` and ClassWeights";
        return new Fault(
            Code,
            $"The weights of all {totals.Scored} scored rows are 0 by {by}: there is no weighted mean.",
            isOfRows ? "The weights were never filled in, or mask every row." : "The weights of the classes stand in another order, or only classes occur that are not to count.",
            isOfRows ? "Check what fills the weights; send no record where no row is to count." : "Check ClassWeights against the order of the classes; declare IgnoreIndex for labels that are not to count.")
        { Severity = Severity.Warn };
    }
}
