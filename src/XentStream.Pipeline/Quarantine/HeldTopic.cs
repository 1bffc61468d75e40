using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, long> ends = [];

    /// <summary>Builds the consumer, which reads nothing yet.</summary>
    public HeldTopic(WorkerSettings settings, KafkaClients clients, IDeserializer<Evaluation> evaluator, Action<Error> onError)
    {
        Topic = settings.Topics.Quarantine;
        var config = clients.Reader();
        config.ConsumeResultFields = "headers,timestamp,topic";
        Consumer = new ConsumerBuilder<RecordKey, Evaluation>(config)
            .SetKeyDeserializer(new RecordKey())
            .SetValueDeserializer(evaluator)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => clients.Log(message))
            .Build();
    }

    /// <summary>The quarantine topic.</summary>
    public string Topic { get; }

    /// <summary>The consumer, whose group's offsets say what is no longer held.</summary>
    public IConsumer<RecordKey, Evaluation> Consumer { get; }

    /// <summary>Begins behind what an earlier retry has committed.</summary>
    /// <param name="results">Where to look for partitions whose offsets the broker has forgotten.</param>
    /// <param name="onError">Is told of errors of the clients.</param>
    /// <returns>Where each partition begins.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public IReadOnlyDictionary<PartitionId, long> Begin(ResultEnds results, Action<Error> onError)
    {
        using var admin = new DependentAdminClientBuilder(Consumer.Handle).Build();
        var metadata = admin.GetMetadata(Topic, Patience).Topics[0];
        if (metadata.Error.IsError)
        {
            throw new KafkaException(metadata.Error);
        }

        var committed = Consumer.Committed(metadata.Partitions.Select(partition => new TopicPartition(Topic, partition.PartitionId)), Patience);
        var known = committed.Exists(partition => partition.Offset == Offset.Unset) ? results.Read(onError) : [];
        var begins = new Dictionary<PartitionId, long>();
        foreach (var partition in committed)
        {
            var range = Consumer.QueryWatermarkOffsets(partition.TopicPartition, Patience);
            var id = PartitionId.Of(partition.TopicPartition);
            var begin = Math.Max(partition.Offset == Offset.Unset ? known.GetValueOrDefault(id) : partition.Offset, range.Low);
            if (begin < range.High)
            {
                begins[id] = begin;
                ends[id.Number] = range.High;
            }
        }

        Consumer.Assign(begins.Select(begin => new TopicPartitionOffset(begin.Key.ToTopicPartition(), begin.Value)));
        return begins;
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public bool TryReadNext([NotNullWhen(true)] out ConsumeResult<RecordKey, Evaluation>? record)
    {
        while (ends.Count > 0)
        {
            record = Consumer.Consume(Patience) ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut));
            if (!ends.TryGetValue(record.Partition, out var end))
            {
                continue;
            }

            // Behind the last record there may be a marker of a transaction, so the end can be met from behind too.
            if (record.IsPartitionEOF || record.Offset >= end - 1)
            {
                ends.Remove(record.Partition);
            }

            if (!record.IsPartitionEOF && record.Offset < end)
            {
                return true;
            }
        }

        record = null;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => Consumer.Dispose();
}
