using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Recording;

namespace XentStream.Kafka.Tests.Running;

/// <summary>The worker's own delivery, whose first commit is held back until it is let go.</summary>
internal sealed class HeldDelivery(IDelivery delivery, HeldCommit held) : IDelivery
{
    public bool Open(CancellationToken stop) => delivery.Open(stop);

    public CommitOutcome Commit(PendingBatch batch, CancellationToken stop)
    {
        held.Pass(stop);
        return delivery.Commit(batch, stop);
    }

    public void Dispose() => delivery.Dispose();
}
