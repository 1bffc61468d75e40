using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace XentStream.Pipeline.Kafka;

/// <summary>Reads a topic from its beginning to the end that it has now, without a group: nothing is committed, and nobody's partitions move.</summary>
/// <remarks>
/// The end is that of all records, also those in open transactions. What is committed behind an open transaction is not handed out before that one has ended; and a commit is
/// answered before its last markers are written. Who took the end of what is handed out for the end of the topic would miss records that are committed.
/// </remarks>
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
            reader.Begin(TopicBounds.FindUncommitted(consumer, topic, patience));
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
        record = reader.TryReadNext(out var result) ? result.Message : null;
        return record is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => consumer.Dispose();
}
