using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Labels of the predictions' shape, with or without a unit axis, where rows are declared; or undeclared integers of the scores' shape that are no one-hot rows.</summary>
internal sealed class IndexGivenToDenseLoss : IRule
{
    // Rows with several ones are told by their own rule.
    private static readonly MultilabelGivenToSoftmax SeveralOnes = new();

    public FaultCode Code => FaultCode.IndexGivenToDenseLoss;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.ClassAxis is not { } axis)
        {
            return null;
        }

        if (batch.IsDeclared && batch.IsDense && batch.C > 1 && IsColumn(batch.Y, batch.S))
        {
            return new Fault(
                Code,
                $"Labels {batch.Y} have no class axis; rows of shape {batch.L} are declared.",
                "Class indices were sent for a dense loss. Some frameworks multiply such a column into every class.",
                $"Send a row of {batch.C} numbers for each label, or declare Labels: index.");
        }

        return batch.Y != batch.L || batch.Y.Count == 0 || batch.IsDeclared || !batch.Labels.Type.IsInteger || batch.AreLabelsOneHotOver(axis) || SeveralOnes.Find(ref batch) is not null ? null : new Fault(
            Code,
            $"Integer labels have the scores' shape {batch.L} and are no one-hot rows; indices would have the shape {batch.S}.",
            "Class indices were repeated for every class, or counts were sent as labels.",
            $"Send one class index for each row, in the shape {batch.S}; or declare in Labels what these numbers are.");
    }

    // The shape of the predictions, with one more axis of length 1 or without.
    private static bool IsColumn(TensorShape labels, TensorShape predictions)
    {
        for (var axis = 0; axis < labels.Rank && labels != predictions; axis++)
        {
            if (labels[axis] == 1 && labels.Without(axis) == predictions)
            {
                return true;
            }
        }

        return labels == predictions;
    }
}
