using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Labels and scores do not pair, and no other rule says why; or floating labels, one axis short, whose kind is not declared.</summary>
internal sealed class LabelShapeMismatch : IRule
{
    public FaultCode Code => FaultCode.LabelShapeMismatch;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var expected = batch.IsDense ? batch.L : batch.S;
        if (batch.ArePaired && batch.IsIndex && !batch.Labels.Type.IsInteger && !batch.IsDeclared)
        {
            return new Fault(
                Code,
                $"Labels {batch.Y} are of type {batch.Labels.Type.Name} and undeclared; class indices are read from integer types, unless they are declared.",
                "The labels are regression targets, were made floating by a join or a mean, or are rows of another shape.",
                "Send class indices as I64, or declare Labels: index, one-hot or distribution.");
        }

        return batch.ArePaired ? null : new Fault(
            Code,
            $"Labels {batch.Y} do not pair with scores {batch.L} ({(batch.ClassAxis is { } axis ? $"class axis {axis}" : "each score by itself")}): expected {expected}.",
            "An axis was added, dropped or moved on one side.",
            $"Send labels of shape {expected}{(batch.ClassAxis is null ? "" : ", or declare the class axis")}.");
    }
}
