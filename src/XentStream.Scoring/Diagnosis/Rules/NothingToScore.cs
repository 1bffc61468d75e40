using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>There are no predictions, or no labels.</summary>
internal sealed class NothingToScore : IRule
{
    public FaultCode Code => FaultCode.NothingToScore;

    public Finding? Find(ref DiagnosedBatch batch) => (batch.L.Count == 0) == (batch.Y.Count == 0) && (batch.P == 0) == (batch.K == 0) ? null : new Fault(
        Code,
        $"Scores {batch.L} with labels {batch.Y}: one side is empty.",
        "A filter or a slice was applied on one side only.",
        "Send the scores and the labels of the same rows, or no record at all.");
}
