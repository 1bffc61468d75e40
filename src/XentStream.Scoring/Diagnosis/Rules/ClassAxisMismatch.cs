using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The labels fit the scores with their classes on another axis, or the scores have no class axis as declared.</summary>
internal sealed class ClassAxisMismatch : IRule
{
    public FaultCode Code => FaultCode.ClassAxisMismatch;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var axes = batch.AxesThatLabelsFit();
        if (axes is [var only] && (batch.IsDense || only > 0))
        {
            return new Finding(Describe(batch, only) with { Severity = Severity.Warn }, new Repair { ClassAxis = only });
        }

        if (axes.Count > 0)
        {
            // Labels as long as axis 1 of [N, C] may as well be what is left of N.
            var isRest = axes[0] == 0 && batch.LeadingSizesDiffer;
            var fault = Describe(batch, axes[0]) with { Certainty = Certainty.Ambiguous, Alternatives = isRest ? [FaultCode.PartialBatchMismatch] : [] };
            return new Finding(isRest ? fault with { Cause = "The scores are transposed; or rows were lost on one side. The number of classes, declared, settles it." } : fault,
                axes.Count == 1 ? new Repair { ClassAxis = axes[0] } : null);
        }

        return !batch.HasNoClassAxis ? null : new Fault(
            Code,
            $"Scores {batch.L} have no axis {batch.Contract.ClassAxis}, on which the contract expects the classes.",
            "The scores were reduced or squeezed before sending, or the declared class axis is another model's.",
            "Send scores that have the class axis, or declare ClassAxis as it is (-1 is the last).");
    }

    private static Fault Describe(in DiagnosedBatch batch, int axis) => new(
        FaultCode.ClassAxisMismatch,
        $"Labels {batch.Y} fit scores {batch.L} with {batch.L[axis]} classes on axis {axis}; the loss reads {(batch.ClassAxis is { } read ? $"axis {read}" : $"axis {batch.Contract.ClassAxis}, which is not there")}.",
        "The scores are channels-first where channels-last is declared, or the other way round.",
        $"Move axis {axis} of the scores to where the classes are declared, or declare ClassAxis: {axis}.");
}
