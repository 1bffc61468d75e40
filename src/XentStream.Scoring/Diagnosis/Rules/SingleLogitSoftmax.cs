using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The softmax of one logit is 1, whatever the logit is.</summary>
internal sealed class SingleLogitSoftmax : IRule
{
    public FaultCode Code => FaultCode.SingleLogitSoftmax;

    public Finding? Find(ref DiagnosedBatch batch) => ClassCounts.Of(batch) is not [1] ? null : new Fault(
        Code,
        $"Scores {batch.L} have one class: a softmax over one logit is 1, and its loss 0, for any input.",
        "A binary classifier with one output is scored as if it had two.",
        "Send two logits for each row, or declare Link: sigmoid.");
}
