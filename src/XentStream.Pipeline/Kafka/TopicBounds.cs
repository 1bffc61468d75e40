using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace XentStream.Pipeline.Kafka;

/// <summary>Asks a broker what a topic holds.</summary>
internal static class TopicBounds
{
    /// <summary>The partitions of a topic.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public static IEnumerable<TopicPartition> PartitionsOf<TKey, TValue>(IConsumer<TKey, TValue> consumer, string topic, TimeSpan patience)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var metadata = admin.GetMetadata(topic, patience).Topics[0];
        return metadata.Error.IsError ? throw new KafkaException(metadata.Error) : metadata.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId));
    }

    /// <summary>All records of each partition, from the first that retention has left up to the last stable offset: no transaction before it is open.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public static List<PartitionRange> Find<TKey, TValue>(IConsumer<TKey, TValue> consumer, string topic, TimeSpan patience)
    {
        var ranges = new List<PartitionRange>();
        foreach (var partition in PartitionsOf(consumer, topic, patience))
        {
            var range = consumer.QueryWatermarkOffsets(partition, patience);
            ranges.Add(new PartitionRange(partition, range.Low, range.High));
        }

        return ranges;
    }

    /// <summary>All records of each partition, also those in transactions that are still open.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public static List<PartitionRange> FindUncommitted<TKey, TValue>(IConsumer<TKey, TValue> consumer, string topic, TimeSpan patience)
    {
        var wanted = PartitionsOf(consumer, topic, patience).Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() });
        var options = new ListOffsetsOptions { IsolationLevel = IsolationLevel.ReadUncommitted, RequestTimeout = patience };
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        return [.. admin.ListOffsetsAsync(wanted, options).GetAwaiter().GetResult().ResultInfos
            .Select(end => new PartitionRange(end.TopicPartitionOffsetError.TopicPartition, Offset.Beginning, end.TopicPartitionOffsetError.Offset))];
    }
}
