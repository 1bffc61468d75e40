using Confluent.Kafka;

namespace XentStream.Pipeline.Recording;

/// <summary>A partition, as a value: the client's own type is an object, and would be made anew for each record.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Number">The number of the partition.</param>
public readonly record struct PartitionId(string Topic, int Number)
{
    /// <summary>From the client's type.</summary>
    public static PartitionId Of(TopicPartition partition) => new(partition.Topic, partition.Partition);

    /// <summary>As the client's type.</summary>
    public TopicPartition ToTopicPartition() => new(Topic, Number);

    /// <inheritdoc/>
    public override string ToString() => $"{Topic}[{Number}]";
}
