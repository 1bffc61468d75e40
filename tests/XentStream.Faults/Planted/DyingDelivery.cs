using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Recording;

namespace XentStream.Faults.Planted;

/// <summary>The worker's own delivery, in a worker that dies in the middle of its work: nothing is wrong with what is left.</summary>
internal sealed class DyingDelivery(IDelivery delivery, Death death) : IDelivery
{
    public bool Open(CancellationToken stop) => delivery.Open(stop);

    public CommitOutcome Commit(PendingBatch batch, CancellationToken stop)
    {
        death.Pass();
        return delivery.Commit(batch, stop);
    }

    public void Dispose() => delivery.Dispose();
}
