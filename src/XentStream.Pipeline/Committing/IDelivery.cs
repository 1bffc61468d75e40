using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Committing;

/// <summary>Step 7 of the way of the data: writes what is pending, and commits the offsets of the records that it came from.</summary>
internal interface IDelivery : IDisposable
{
    /// <summary>Makes the delivery ready: nothing of an earlier life of this worker is open any more.</summary>
    /// <returns>False where a stop was asked for first.</returns>
    bool Open(CancellationToken stop);

    /// <summary>Commits a batch.</summary>
    CommitOutcome Commit(PendingBatch batch, CancellationToken stop);
}
