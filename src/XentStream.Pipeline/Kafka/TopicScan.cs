using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace XentStream.Pipeline.Kafka;

/// <summary>Reads a topic from its beginning to the end that it has now, without a group: nothing is committed, and nobody's partitions move.</summary>
internal sealed class TopicScan : IDisposable
{
    private readonly IConsumer<byte[]?, byte[]?> consumer;
    private readonly RangeReader<byte[]?, byte[]?> reader;

    /// <summary>Begins a scan.</summary>
    /// <param name="consumer">A consumer, as <see cref="KafkaClients.BuildReader"/> makes them. It is the scan's own from now on.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="patience">How long the broker may take for an answer.</param>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public TopicScan(IConsumer<byte[]?, byte[]?> consumer, string topic, TimeSpan patience)
    {
        this.consumer = consumer;
        reader = new RangeReader<byte[]?, byte[]?>(consumer, patience);
        try
        {
            reader.Begin([.. TopicBounds.PartitionsOf(consumer, topic, patience).Select(partition => new PartitionRange(partition, Offset.Beginning, null))]);
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
        record = reader.TryReadNext(out var result) ? result.Message : null;
        return record is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => consumer.Dispose();
}
