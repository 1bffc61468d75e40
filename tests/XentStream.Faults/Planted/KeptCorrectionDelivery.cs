using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Recording;

namespace XentStream.Faults.Planted;

/// <summary>A planted bug: what corrections take out is left in.</summary>
internal sealed class KeptCorrectionDelivery(IDelivery delivery, Death death) : IDelivery
{
    public bool Open(CancellationToken stop) => delivery.Open(stop);

    public CommitOutcome Commit(PendingBatch batch, CancellationToken stop)
    {
        death.Pass();
        foreach (var (_, _, _, delta) in batch.Deltas)
        {
            if (delta.TakenOut is { } taken)
            {
                delta.Totals.Add(taken);
            }
        }

        return delivery.Commit(batch, stop);
    }

    public void Dispose() => delivery.Dispose();
}
