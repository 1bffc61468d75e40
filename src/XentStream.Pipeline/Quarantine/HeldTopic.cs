using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Quarantine;

/// <summary>
/// What the quarantine topic holds: the records between the offsets that <see cref="QuarantineRetry"/> has committed and the end that the topic has now. What a retry
/// writes back stands behind that end and waits for the next one.
/// </summary>
/// <remarks>
/// Partitions are assigned, not subscribed to: there is one retry at a time, kept so by its transactional id, and nobody's partitions move.
/// </remarks>
internal sealed class HeldTopic : IDisposable
{
    private readonly TimeSpan patience;
    private readonly RangeReader<RecordKey, Evaluation> reader;
    private readonly Delivery delivery;

    /// <summary>Builds the consumer, which reads nothing yet.</summary>
    public HeldTopic(WorkerSettings settings, KafkaClients clients, IDeserializer<Evaluation> evaluator, TimeSpan patience, Action<Error> onError)
    {
        this.patience = patience;
        (Topic, delivery) = (settings.Topics.Quarantine, settings.Delivery);
        var config = clients.Reader();
        config.ConsumeResultFields = "headers,timestamp,topic";
        Consumer = new ConsumerBuilder<RecordKey, Evaluation>(config)
            .SetKeyDeserializer(new RecordKey())
            .SetValueDeserializer(evaluator)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => clients.Log(message))
            .Build();
        reader = new RangeReader<RecordKey, Evaluation>(Consumer, patience);
    }

    /// <summary>The quarantine topic.</summary>
    public string Topic { get; }

    /// <summary>Its id, or null where the broker has none; known once it has begun.</summary>
    public string? TopicId { get; private set; }

    /// <summary>The consumer, whose group's offsets say what is no longer held.</summary>
    public IConsumer<RecordKey, Evaluation> Consumer { get; }

    /// <summary>Begins behind what an earlier retry has committed.</summary>
    /// <param name="results">Where to look for partitions whose offsets the broker has forgotten.</param>
    /// <param name="onError">Is told of errors of the clients.</param>
    /// <returns>Where each partition begins.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public IReadOnlyDictionary<PartitionId, long> Begin(ResultEnds results, Action<Error> onError)
    {
        var topic = TopicBounds.Find(Consumer, Topic, patience);
        var committed = Consumer.Committed(topic.Select(range => range.Partition), patience).ToDictionary(partition => partition.TopicPartition, partition => partition.Offset);
        TopicId = TopicIds.Ask(Consumer, delivery, [Topic]).GetValueOrDefault(Topic);
        var known = committed.ContainsValue(Offset.Unset) ? results.Read(onError) : null;
        var held = new List<PartitionRange>();
        foreach (var range in topic)
        {
            var begin = committed[range.Partition] == Offset.Unset ? known!.Of(PartitionId.Of(range.Partition), TopicId) : committed[range.Partition].Value;

            // Beyond its end, it is that of an earlier topic of the same name.
            held.Add(begin > range.To ? range : range with { From = Math.Max(begin ?? 0, range.From) });
        }

        reader.Begin(held);
        return held.ToDictionary(range => PartitionId.Of(range.Partition), range => range.From.Value);
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public bool TryReadNext([NotNullWhen(true)] out ConsumeResult<RecordKey, Evaluation>? record)
    {
        while (reader.TryReadNext(out record))
        {
            if (!record.Message.Headers.TryGetLastBytes(OutgoingRecords.NothingHeader, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => Consumer.Dispose();
}
