using System.Collections.Concurrent;
using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Committing;

/// <summary>Hands the deltas, the incidents and the rejected records of a batch to a producer.</summary>
internal sealed class OutgoingRecords(WorkerSettings settings)
{
    private static readonly TimeSpan QueuePoll = TimeSpan.FromMilliseconds(100);

    private readonly DeltaWriter writer = new(settings);
    private readonly ConcurrentQueue<Error> failures = new();
    private readonly ConcurrentDictionary<TopicPartition, bool> written = new();

    /// <summary>A record that says nothing, to give a partition a part in a transaction.</summary>
    public static Message<byte[]?, byte[]?> Nothing => new() { Key = "xent.nothing"u8.ToArray(), Headers = new Headers { { NothingHeader, [] } } };

    /// <summary>Marks it: a rejected record can be without a value, too.</summary>
    public const string NothingHeader = "xent.nothing";

    /// <summary>The partitions that took something since the last send.</summary>
    public ICollection<TopicPartition> Written => written.Keys;

    /// <summary>The topics they go to.</summary>
    public IEnumerable<string> Topics => [settings.Topics.Results, settings.Topics.Quarantine, settings.Topics.Incidents];

    /// <summary>The first reason why a record was not written, or null; known only once the producer has flushed.</summary>
    public Error? Failure => failures.TryPeek(out var failure) ? failure : null;

    /// <summary>
    /// Whether a record was refused for its size since the last send. It is marked to be kept as a pointer, so that the same batch can pass when it is sent
    /// again; without that it would be refused for ever.
    /// </summary>
    public bool HasNewPointer { get; private set; }

    /// <summary>Hands everything over; what the broker answers arrives later. Where the client takes no more, <see cref="Failure"/> says so at once.</summary>
    public void Send(PendingBatch batch, IProducer<byte[]?, byte[]?> producer)
    {
        failures.Clear();
        written.Clear();
        HasNewPointer = false;
        foreach (var (topic, message, record) in MessagesOf(batch))
        {
            if (!TryProduce(producer, topic, message, record))
            {
                return;
            }
        }
    }

    private IEnumerable<(string Topic, Message<byte[]?, byte[]?> Message, QuarantinedRecord? Record)> MessagesOf(PendingBatch batch)
    {
        foreach (var (source, partition, key, delta) in batch.Deltas)
        {
            yield return (settings.Topics.Results, new() { Key = DeltaWriter.WriteKey(key), Value = writer.Write(source, partition, key, delta) }, null);
        }

        foreach (var incident in batch.IncidentChanges)
        {
            yield return (settings.Topics.Incidents, IncidentMessage(incident), null);
        }

        foreach (var record in batch.Partitions.Values.SelectMany(partition => partition.Quarantined))
        {
            yield return (settings.Topics.Quarantine, QuarantineMessage.Of(record), record);
        }
    }

    private Message<byte[]?, byte[]?> IncidentMessage(Incident incident) => new()
    {
        Key = IncidentEvent.WriteKey(incident),
        Value = IncidentEvent.Write(incident, settings.Kafka.GroupId),
        Headers = new Headers { { "content-type", "application/cloudevents+json"u8.ToArray() } },
    };

    private bool TryProduce(IProducer<byte[]?, byte[]?> producer, string topic, Message<byte[]?, byte[]?> message, QuarantinedRecord? record)
    {
        while (true)
        {
            try
            {
                producer.Produce(topic, message, report => Note(report, record));
                return true;
            }
            catch (KafkaException full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(QueuePoll);
            }
            catch (KafkaException refused) when (refused.Error.Code == ErrorCode.MsgSizeTooLarge && record is { Pointer: null })
            {
                // By the client's own limit, without a word to the broker: the pointer goes in its place.
                record.BecomePointer();
                message = QuarantineMessage.Of(record);
            }
            catch (KafkaException refused) when (refused.Error.Code is ErrorCode.MsgSizeTooLarge or ErrorCode.Local_State)
            {
                // Too large and nothing that could be left out; or the broker has refused what was handed over before, and the client takes no more into this transaction.
                failures.Enqueue(refused.Error);
                return false;
            }
        }
    }

    private void Note(DeliveryReport<byte[]?, byte[]?> report, QuarantinedRecord? record)
    {
        if (report.Error.IsError)
        {
            NoteFailure(report.Error, record);
        }
        else
        {
            written[report.TopicPartition] = true;
        }
    }

    private void NoteFailure(Error error, QuarantinedRecord? record)
    {
        failures.Enqueue(error);
        if (record is { Pointer: null } && error.Code == ErrorCode.MsgSizeTooLarge)
        {
            record.BecomePointer();
            HasNewPointer = true;
        }
    }
}
