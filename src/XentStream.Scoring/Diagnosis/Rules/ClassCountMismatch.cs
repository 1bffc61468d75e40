using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The head has another number of classes than declared. A larger one is right where the contract says so.</summary>
internal sealed class ClassCountMismatch : IRule
{
    public FaultCode Code => FaultCode.ClassCountMismatch;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var (counts, contract) = (ClassCounts.Of(batch), batch.Contract);
        if (contract.Classes is not { } declared || counts.Count == 0 || counts.Any(count => count == declared || (contract.ClassesAtLeast && count > declared)))
        {
            return null;
        }

        return new Fault(
            Code,
            $"The head has {counts[0]} classes; the contract declares {declared}{(contract.ClassesAtLeast ? " or more" : "")}.",
            "Another label set, a stray folder, a background class, or a class that was absent when the head was built.",
            "Build head and label encoder from one list of classes, or declare Classes as they are.");
    }
}
