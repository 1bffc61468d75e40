using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The declared weights of classes are more or fewer than the classes; with a sigmoid, those of positive labels than the last axis.</summary>
internal sealed class ClassWeightMismatch : IRule
{
    public FaultCode Code => FaultCode.ClassWeightMismatch;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.IsSigmoid)
        {
            var (positive, last) = (batch.Contract.PositiveWeights.Length, batch.L.Rank == 0 ? 1 : batch.L[batch.L.Rank - 1]);
            return positive <= 1 || positive == last ? null : new Fault(
                Code,
                $"{positive} positive weights are declared for a last axis of {last}.",
                "The weights were made for another head.",
                "Declare one weight for each index of the last axis in PositiveWeights, or one for all.");
        }

        var (weights, counts) = (batch.Contract.ClassWeights.Length, ClassCounts.Of(batch));
        if (weights == 0 || counts.Count == 0 || counts.Contains(weights))
        {
            return null;
        }

        var fitsLastAxis = batch.L[batch.L.Rank - 1] == weights;
        return new Fault(
            Code,
            $"{weights} class weights are declared for {counts[0]} classes.",
            fitsLastAxis ? "The weights are as long as the last axis, along which a framework would broadcast them in silence."
                : "The weights were made for another head, or for the classes that occurred in the training data.",
            "Declare one weight for each class in ClassWeights, in the order of the classes.");
    }
}
