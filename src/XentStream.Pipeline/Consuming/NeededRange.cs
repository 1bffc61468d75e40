using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Consuming;

/// <summary>What a join needs of a partition.</summary>
/// <param name="Range">The offsets, as far as they are still there.</param>
/// <param name="IsCut">Whether retention may have removed some of them.</param>
internal sealed record NeededRange(PartitionRange Range, bool IsCut);
