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
        return PartitionsOf(admin, topic, patience);
    }

    /// <summary>The same by a client that is there already: to close one takes a tenth of a second.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public static IEnumerable<TopicPartition> PartitionsOf(IAdminClient admin, string topic, TimeSpan patience)
    {
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
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        return [.. FindEnds(admin, PartitionsOf(admin, topic, patience), IsolationLevel.ReadUncommitted, patience).Select(end => new PartitionRange(end.Key, Offset.Beginning, end.Value))];
    }

    /// <summary>Where each of the partitions ends: behind all records, or before the first that stands in a transaction which is neither committed nor aborted.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or a topic does not exist.</exception>
    public static Dictionary<TopicPartition, long> FindEnds(IAdminClient admin, IEnumerable<TopicPartition> partitions, IsolationLevel isolation, TimeSpan patience)
    {
        var wanted = partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() });
        var options = new ListOffsetsOptions { IsolationLevel = isolation, RequestTimeout = patience };
        return admin.ListOffsetsAsync(wanted, options).GetAwaiter().GetResult().ResultInfos.ToDictionary(end => end.TopicPartitionOffsetError.TopicPartition, end => end.TopicPartitionOffsetError.Offset.Value);
    }
}
