using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>
/// Scores of an integer type are decisions, and log-probabilities are of no sigmoid. Labels with fractions outside [0, 1], beside scores that are 0 and 1 or sum to 1 though they are declared as logits,
/// are scores that were swapped with their labels.
/// </summary>
internal sealed class PayloadRoleError : IRule
{
    public FaultCode Code => FaultCode.PayloadRoleError;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.Scores.Type.IsInteger)
        {
            return new Fault(
                Code,
                $"The scores have elements of type {batch.Scores.Type.Name}; scores are of type F16, BF16, F32 or F64.",
                "The field holds decisions, labels or quantised values in place of scores.",
                "Send the raw scores of one head as F32, and check the order of the arguments.");
        }

        if (!ShapeCheck.IsReadByLink(batch.Kinds, batch.Contract))
        {
            return new Fault(
                Code,
                $"The scores {batch.L} were sent as log-probabilities; a sigmoid is scored from logits or probabilities.",
                "The scores are of a softmax head, or were sent under the name of another kind.",
                "Send `logits` or `probabilities`, or declare Link: softmax.");
        }

        if (batch.Labels.Type.IsInteger || batch.ClassAxis is not { } axis || batch.Y != batch.L || FirstLikeAScore(batch) is not { } place)
        {
            return null;
        }

        var scores = new AxisLines(batch.Scores, axis);
        var (areZeroOne, sumToOne) = (AreZeroOne(scores), scores.SumToOne(Normalization.ToleranceOf(batch.Scores.Type, scores.Length)));
        return !areZeroOne && !(sumToOne && batch.Kinds.Scores == ScoreKind.Logits) ? null : new Fault(
            Code,
            $"The labels have fractions and values outside [0, 1] (the first is {batch.LabelAt(place):G5}); the scores {(areZeroOne ? "are all 0 or 1" : "sum to 1 in every row")}.",
            "Scores and labels were swapped: the labels look like scores, and the scores like labels.",
            "Send the raw scores of one head as scores, and check the order of the arguments.")
        { Certainty = Certainty.Likely };
    }

    // The first label outside of [0, 1], if some labels have fractions.
    private static long? FirstLikeAScore(in DiagnosedBatch batch)
    {
        if (batch.AreLabelsWhole())
        {
            return null;
        }

        foreach (var block in batch.LabelBlocks())
        {
            for (var i = block.Numbers.AreWithin(0, 1) ? block.Count : 0; i < block.Count; i++)
            {
                if (block.Numbers[i] is < 0 or > 1)
                {
                    return block.First + i;
                }
            }
        }

        return null;
    }

    private static bool AreZeroOne(AxisLines lines)
    {
        foreach (var block in lines.Blocks())
        {
            if (!block.Numbers.AreZeroOne())
            {
                return false;
            }
        }

        return true;
    }
}
