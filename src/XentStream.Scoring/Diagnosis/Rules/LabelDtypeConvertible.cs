using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Labels that are declared as indices or binary come as floating numbers that are all whole.</summary>
internal sealed class LabelDtypeConvertible : IRule
{
    public FaultCode Code => FaultCode.LabelDtypeConvertible;

    public Finding? Find(ref DiagnosedBatch batch) => batch.Labels.Type.IsInteger || batch.Contract.Labels is not (LabelKind.Index or LabelKind.Binary) || batch.Census.NotWhole > 0 ? null : new Fault(
        Code,
        $"Labels are {batch.Labels.Type.Name}; all {batch.Census.Count} are whole, and are read without loss.",
        "A join, a mean or a default type made the labels floating.",
        "No harm is done. Send labels as I64, and this remark ends.")
    { Severity = Severity.Info };
}
