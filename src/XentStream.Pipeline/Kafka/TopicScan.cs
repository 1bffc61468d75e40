using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace XentStream.Pipeline.Kafka;

/// <summary>Reads a topic from its beginning to the end that it has now, without a group: nothing is committed, and nobody's partitions move.</summary>
/// <remarks>
/// The end is that of all records, also those in open transactions. What is committed behind an open transaction is not handed out before that one has ended; and a commit is
/// answered before its last markers are written. Who took the end of what is handed out for the end of the topic would miss records that are committed.
/// </remarks>
internal sealed class TopicScan : IDisposable
{
    private readonly IConsumer<byte[]?, byte[]?> consumer;
    private readonly TimeSpan patience;
    private readonly Dictionary<Partition, Offset> open;

    /// <summary>Begins a scan.</summary>
    /// <param name="config">The settings of a consumer, as <see cref="KafkaClients.Reader"/> makes them.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="patience">How long the broker may take for an answer.</param>
    /// <param name="onError">Is told of errors of the client.</param>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public TopicScan(ConsumerConfig config, string topic, TimeSpan patience, Action<Error> onError)
    {
        this.patience = patience;
        consumer = new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetKeyDeserializer(Deserializers.ByteArray!)
            .SetValueDeserializer(Deserializers.ByteArray!)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, _) => { })
            .Build();
        try
        {
            using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
            var metadata = admin.GetMetadata(topic, patience).Topics[0];
            if (metadata.Error.IsError)
            {
                throw new KafkaException(metadata.Error);
            }

            open = FindEnds(admin, metadata.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId)));
            consumer.Assign(open.Keys.Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        }
        catch (KafkaException)
        {
            consumer.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end of all partitions.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or a transaction stays open for longer than its answer may take.</exception>
    public bool TryReadNext([NotNullWhen(true)] out Message<byte[]?, byte[]?>? record)
    {
        record = null;
        while (open.Count > 0 && record is null)
        {
            var result = consumer.Consume(patience) ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut));

            // A partition that others write to has an end again and again.
            if (result.IsPartitionEOF && open.TryGetValue(result.Partition, out var end) && result.Offset >= end)
            {
                open.Remove(result.Partition);
            }

            record = result.IsPartitionEOF ? null : result.Message;
        }

        return record is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => consumer.Dispose();

    private Dictionary<Partition, Offset> FindEnds(IAdminClient admin, IEnumerable<TopicPartition> partitions)
    {
        var wanted = partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() });
        var options = new ListOffsetsOptions { IsolationLevel = IsolationLevel.ReadUncommitted, RequestTimeout = patience };
        return admin.ListOffsetsAsync(wanted, options).GetAwaiter().GetResult().ResultInfos
            .ToDictionary(end => end.TopicPartitionOffsetError.Partition, end => end.TopicPartitionOffsetError.Offset);
    }
}
