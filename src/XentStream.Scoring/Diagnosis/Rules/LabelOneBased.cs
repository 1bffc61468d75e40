using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The labels run from 1 to C, and one in the lowest tenth speaks for it.</summary>
internal sealed class LabelOneBased : IRule
{
    public FaultCode Code => FaultCode.LabelOneBased;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!ClassIds.CanBeRead(ref batch) || !batch.HasClasses || !batch.Census.IsOneBased(batch.C))
        {
            return null;
        }

        return new Finding(
            new Fault(
                Code,
                $"Labels run from {batch.Census.Min} to {batch.C} for {batch.C} classes; {batch.Census.Outside} of {batch.Census.Count} are {batch.C}.",
                "Labels are counted from 1; or the head is one class short. The number of classes in the training data settles it.",
                "Subtract 1 from every label, or widen the head by one class.")
            { Certainty = Certainty.Likely, Alternatives = [FaultCode.ClassCountMismatch] },
            new Repair { LabelShape = batch.Y, ClassIndices = ClassIds.LessOne(batch) });
    }
}
