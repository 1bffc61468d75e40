using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>How a join came to what it has to know, where it might have been on the disk.</summary>
/// <param name="Predictions">Its partition of predictions.</param>
/// <param name="Unfit">Why what is on the disk was of no use, or null where it was read.</param>
/// <param name="Records">How many records of both topics were read besides.</param>
/// <param name="Horizon">How many had to be read without a disk.</param>
internal sealed record RebuiltState(PartitionId Predictions, string? Unfit, long Records, long Horizon);
