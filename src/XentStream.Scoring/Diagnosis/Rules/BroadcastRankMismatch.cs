using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Sigmoid: shapes that differ by axes of length 1 alone. Where the counts are equal, scores and labels pair in order; else pairing would need broadcasting.</summary>
internal sealed class BroadcastRankMismatch : IRule
{
    public FaultCode Code => FaultCode.BroadcastRankMismatch;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.IsSigmoid || batch.Y == batch.L)
        {
            return null;
        }

        if (batch.Y.Squeezed == batch.L.Squeezed)
        {
            var repair = new Repair { LabelShape = batch.L };
            return batch.Contract.Squeeze ? new Finding(null, repair) : new Finding(Describe(batch) with { Severity = Severity.Warn }, repair);
        }

        return Broadcast(batch.L, batch.Y) is null ? null : Describe(batch);
    }

    private static Fault Describe(in DiagnosedBatch batch) => new(
        FaultCode.BroadcastRankMismatch,
        $"Scores {batch.L} and labels {batch.Y} would broadcast to {Broadcast(batch.L, batch.Y) ?? batch.L} in a framework's loss.",
        "An axis of length 1 was kept or lost on one side: a framework would compare samples with each other.",
        "Send scores and labels of equal shape, and never rely on broadcasting.");

    private static TensorShape? Broadcast(TensorShape left, TensorShape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        Span<long> lengths = stackalloc long[rank];
        for (var back = 1; back <= rank; back++)
        {
            var (m, n) = (back <= left.Rank ? left[left.Rank - back] : 1, back <= right.Rank ? right[right.Rank - back] : 1);
            if (m != n && m != 1 && n != 1)
            {
                return null;
            }

            lengths[rank - back] = m == 1 ? n : m;
        }

        return TensorShape.TryCreate(lengths, out var shape) ? shape : null;
    }
}
