using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>How far the client has fetched a partition.</summary>
/// <param name="Id">The partition.</param>
/// <param name="End">Its last stable offset.</param>
/// <param name="Next">The offset that is fetched next; records and markers of transactions before it are fetched.</param>
/// <param name="Queued">Records that are fetched and not yet polled.</param>
internal readonly record struct FetchedPartition(PartitionId Id, long End, long Next, long Queued)
{
    /// <summary>Whether everything that is stable was fetched and polled.</summary>
    public bool IsAtItsEnd => Next >= End && Queued <= 0;
}
