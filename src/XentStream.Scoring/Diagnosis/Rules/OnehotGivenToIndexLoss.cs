using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Labels of the scores' shape whose rows are one-hot, or distributions, where class indices are declared or follow from their type.</summary>
internal sealed class OnehotGivenToIndexLoss : IRule
{
    public FaultCode Code => FaultCode.OnehotGivenToIndexLoss;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.IsIndex || batch.ClassAxis is not { } axis || batch.Y != batch.L || batch.Y.Count == 0)
        {
            return null;
        }

        if (OneHotRows.Indices(batch, axis) is { } indices)
        {
            var fault = OneHotRows.Given(batch, axis);
            return new Finding(batch.IsDeclared ? fault : fault with { Certainty = Certainty.Ambiguous, Alternatives = [FaultCode.MultilabelGivenToSoftmax] }, indices);
        }

        return batch.Labels.Type.IsInteger || !batch.AreLabelsDistributionsOver(axis) ? null : new Fault(
            Code,
            $"The labels {batch.Y} are rows of probabilities that sum to 1; class indices of shape {batch.S} are declared.",
            "Soft labels were sent for an index loss, or logits and labels were swapped after a softmax.",
            "Declare Labels: distribution, or send the index of the most probable class.")
        { Certainty = Certainty.Ambiguous, Alternatives = [FaultCode.PayloadRoleError] };
    }
}
