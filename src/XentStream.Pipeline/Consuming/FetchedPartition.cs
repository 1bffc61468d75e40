using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>How far the client has fetched a partition.</summary>
/// <param name="Id">The partition.</param>
/// <param name="End">Its last stable offset when something was last fetched, or below 0 where nothing was yet.</param>
/// <param name="Next">The offset that is fetched next; records and markers of transactions before it are fetched.</param>
/// <param name="Queued">Records that are fetched and not yet polled.</param>
internal readonly record struct FetchedPartition(PartitionId Id, long End, long Next, long Queued);
