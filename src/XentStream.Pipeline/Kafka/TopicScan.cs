using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace XentStream.Pipeline.Kafka;

/// <summary>Reads a topic from its beginning to the end that it has now, without a group: nothing is committed, and nobody's partitions move.</summary>
internal sealed class TopicScan : IDisposable
{
    private readonly IConsumer<byte[]?, byte[]?> consumer;
    private readonly TimeSpan patience;
    private int open;

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

            open = metadata.Partitions.Count;
            consumer.Assign(metadata.Partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning)));
        }
        catch (KafkaException)
        {
            consumer.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end of all partitions.</returns>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public bool TryReadNext([NotNullWhen(true)] out Message<byte[]?, byte[]?>? record)
    {
        record = null;
        while (open > 0 && record is null)
        {
            var result = consumer.Consume(patience) ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut));
            open -= result.IsPartitionEOF ? 1 : 0;
            record = result.IsPartitionEOF ? null : result.Message;
        }

        return record is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => consumer.Dispose();
}
