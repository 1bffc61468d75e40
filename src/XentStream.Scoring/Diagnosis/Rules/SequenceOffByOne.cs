using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Sequences of equal number whose lengths differ by one, the longer of at least ten steps.</summary>
internal sealed class SequenceOffByOne : IRule
{
    public FaultCode Code => FaultCode.SequenceOffByOne;

    private const long LeastSteps = 10;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var (predictions, labels, sequences) = (batch.P, batch.K, Factors.Common(batch.P, batch.K));
        return sequences <= 1 || Math.Abs(predictions - labels) != sequences || Math.Max(predictions, labels) < LeastSteps * sequences ? null : new Fault(
            Code,
            $"P = {sequences}x{predictions / sequences} predictions, K = {sequences}x{labels / sequences} labels: one step too many on the {(predictions > labels ? "scores'" : "labels'")} side.",
            batch.LeadingSizesDiffer ? "A start or end token was not dropped on one side, or the shift was done on one side; or rows were lost." : "A start or end token was not dropped on one side, or the shift was done on one side only.",
            "Slice scores and labels to the same length.")
        { Certainty = batch.LeadingSizesDiffer ? Certainty.Ambiguous : Certainty.Likely, Alternatives = batch.LeadingSizesDiffer ? [FaultCode.PartialBatchMismatch] : [] };
    }
}
