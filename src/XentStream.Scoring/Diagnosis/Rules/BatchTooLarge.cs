using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The batch has more rows than its contract allows.</summary>
internal sealed class BatchTooLarge : IRule
{
    public FaultCode Code => FaultCode.BatchTooLarge;

    public Finding? Find(ref DiagnosedBatch batch) => batch.P <= batch.Contract.MaxRows ? null : new Fault(
        Code,
        $"The batch has {batch.P} rows; the contract allows {batch.Contract.MaxRows}.",
        "Several batches were joined, or the limit is meant for another stream.",
        "Send smaller batches, or raise MaxRows in the contract.");
}
