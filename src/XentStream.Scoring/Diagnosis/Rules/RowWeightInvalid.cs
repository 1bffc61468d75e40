using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The weights of rows have neither the shape of the label rows nor that of the predictions, or one is negative, too large to be a weight, or not finite.</summary>
internal sealed class RowWeightInvalid : IRule
{
    public FaultCode Code => FaultCode.RowWeightInvalid;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var weights = batch.Sent.Weights;
        if (!weights.IsPresent)
        {
            return null;
        }

        if (weights.Type.IsInteger)
        {
            return new Fault(
                FaultCode.TensorTypeUnsupported,
                $"The tensor `weights` has elements of type {weights.Type.Name}; F16, BF16, F32 and F64 are read.",
                "The weights were cast, or another tensor has this name.",
                "Send one F32 or F64 number for each row, or leave the tensor out.");
        }

        return Fits(batch, weights.Shape) ? FindValue(batch, weights) : new Fault(
            Code,
            $"Row weights {weights.Shape} for labels {batch.R}.",
            "The tensor `weights` holds class weights, or the weights of another batch.",
            $"Send one weight for each row, in the shape {batch.R}.");
    }

    // Labels of [N, 1] do not make weights of [N] wrong.
    private static bool Fits(in DiagnosedBatch batch, TensorShape weights)
    {
        var (scores, moved) = (batch.L, batch.AxesThatLabelsFit());
        return moved.Count > 0 ? moved.Any(axis => weights == scores.Without(axis)) : batch.HasNoClassAxis || weights == batch.R || weights == batch.S;
    }

    // Ignored rows hold what they like.
    private static Finding? FindValue(in DiagnosedBatch batch, TensorView weights)
    {
        var (count, first, value, canIgnore) = (0L, 0L, 0.0, !batch.IsDense && batch.Y.Count == weights.Shape.Count);
        foreach (var block in LineBlocks.OfElements(weights))
        {
            for (var i = block.Numbers.AreWithin(0, Contract.LargestWeight) ? block.Count : 0; i < block.Count; i++)
            {
                var weight = block.Numbers[i];
                if (weight is not (>= 0 and <= Contract.LargestWeight) && !(canIgnore && batch.IsIgnored(block.First + i)))
                {
                    (first, value) = count++ == 0 ? (block.First + i, weight) : (first, value);
                }
            }
        }

        return count == 0 ? null : new Finding(new Fault(
            FaultCode.RowWeightInvalid,
            $"{count} of {weights.Shape.Count} row weights are below 0, above {Contract.LargestWeight:G5} or not finite; the first is {value:G5} in row {first}.",
            "A division by zero or by nearly zero made them, or a subtraction, or the exponential of a large number.",
            $"Send a weight from 0 to {Contract.LargestWeight:G5} for each row; only their ratios matter for the weighted mean."))
        { LeavesRows = true };
    }
}
