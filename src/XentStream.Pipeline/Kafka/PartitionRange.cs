using Confluent.Kafka;

namespace XentStream.Pipeline.Kafka;

/// <summary>Offsets of a partition that are to be read.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="From">The first offset.</param>
/// <param name="To">The offset behind the last, or null for the end that the partition has when the reader comes to it.</param>
internal sealed record PartitionRange(TopicPartition Partition, Offset From, long? To)
{
    /// <summary>Whether there is nothing to wait for.</summary>
    public bool IsEmpty => To <= From.Value;
}
