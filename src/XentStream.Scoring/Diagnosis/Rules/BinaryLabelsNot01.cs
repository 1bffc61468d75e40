using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Sigmoid: a label that is neither 0 nor 1, or no number in [0, 1]; or index labels of two classes that are 0 and 255.</summary>
internal sealed class BinaryLabelsNot01 : IRule
{
    public FaultCode Code => FaultCode.BinaryLabelsNot01;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.IsIndex)
        {
            return batch.C != 2 || !batch.HasClasses || !ClassIds.CanBeRead(ref batch) || !batch.Census.AreForeground ? null : new Fault(
                Code,
                $"All labels are 0 or 255 ({batch.Census.Outside} of {batch.Census.Count} are 255) for two classes.",
                "A mask picture was not scaled to 0 and 1; or 255 marks pixels to ignore. The mask's legend settles it.",
                "Map 255 to 1, or declare IgnoreIndex: 255.")
            { Certainty = Certainty.Ambiguous, Alternatives = [FaultCode.IgnoreIndexMismatch] };
        }

        var (rows, first) = batch.Offences?[RowOutcome.LabelNotBinary] ?? default;
        return rows == 0 ? null : new Fault(
            Code,
            $"{rows} of {batch.Census.Count} labels of a sigmoid are not {(batch.Kinds.Labels == LabelKind.Binary ? "0 or 1" : "in [0, 1]")}: they run {batch.Census.Min:G5}..{batch.Census.Max:G5}; the first is {batch.LabelTextAt(first)} in row {first}.",
            "Labels are coded as -1 and 1 or 0 and 255, or hold an undeclared ignore value. The loss has no lower bound there.",
            "Map labels to 0 and 1, or declare IgnoreIndex; declare Labels: probability where they are soft.");
    }
}
