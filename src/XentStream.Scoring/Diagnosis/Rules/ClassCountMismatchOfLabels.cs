using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Dense labels of the scores' rank with another number of classes.</summary>
internal sealed class ClassCountMismatchOfLabels : IRule
{
    public FaultCode Code => FaultCode.ClassCountMismatch;

    public Finding? Find(ref DiagnosedBatch batch) => !batch.IsDense || batch.ClassAxis is not { } axis || batch.Y.Rank != batch.L.Rank || batch.Y[axis] == batch.C ? null : new Fault(
        Code,
        $"The head has {batch.C} classes, the label rows {batch.Y[axis]}: scores {batch.L}, labels {batch.Y}.",
        "Another label set, a stray folder, a background class, or a class that was absent in a part of the data.",
        "Build head and label encoder from one list of classes.");
}
