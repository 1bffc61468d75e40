using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Labels pair with the scores but for axes of length 1.</summary>
internal sealed class ExtraSingletonDim : IRule
{
    public FaultCode Code => FaultCode.ExtraSingletonDim;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var (labels, expected) = batch.IsDense ? (batch.Y, batch.L) : (batch.R, batch.S);
        if (batch.IsSigmoid || batch.HasNoClassAxis || labels == expected || labels.Squeezed != expected.Squeezed)
        {
            return null;
        }

        var squeeze = new Repair { LabelShape = expected };
        return batch.Contract.Squeeze ? new Finding(null, squeeze) : new Finding(Describe(batch, expected), squeeze);
    }

    private static Fault Describe(in DiagnosedBatch batch, TensorShape expected)
    {
        // A column may be a column vector of indices, or indices for a dense loss: only a declaration tells.
        var isUnsure = batch.IsIndex && !batch.IsDeclared;
        return new Fault(
            FaultCode.ExtraSingletonDim,
            $"Labels {batch.Y} for scores {batch.L} differ from the expected {expected} by axes of length 1 alone.",
            isUnsure ? "A column vector or mask channel was kept; or class indices were meant for a dense loss. A declared kind of labels settles it."
                : "A column vector or a mask channel was kept, or an axis of length 1 was squeezed away.",
            $"Send labels of shape {expected}, or declare {(batch.IsDeclared ? "" : "Labels: index and ")}Squeeze: true.")
        {
            Severity = batch.IsDeclared ? Severity.Warn : Severity.Reject,
            Certainty = isUnsure ? Certainty.Ambiguous : Certainty.Certain,
            Alternatives = isUnsure ? [FaultCode.IndexGivenToDenseLoss] : [],
        };
    }
}
