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

    /// <summary>Hands everything over; what the broker answers arrives later.</summary>
    public void Send(PendingBatch batch, IProducer<byte[]?, byte[]?> producer)
    {
        failures.Clear();
        written.Clear();
        HasNewPointer = false;
        foreach (var (source, partition, key, delta) in batch.Deltas)
        {
            var message = new Message<byte[]?, byte[]?> { Key = DeltaWriter.WriteKey(key), Value = writer.Write(source, partition, key, delta) };
            Produce(producer, settings.Topics.Results, message, record: null);
        }

        foreach (var incident in batch.IncidentChanges)
        {
            var message = new Message<byte[]?, byte[]?>
            {
                Key = IncidentEvent.WriteKey(incident),
                Value = IncidentEvent.Write(incident, settings.Kafka.GroupId),
                Headers = new Headers { { "content-type", "application/cloudevents+json"u8.ToArray() } },
            };
            Produce(producer, settings.Topics.Incidents, message, record: null);
        }

        foreach (var record in batch.Partitions.Values.SelectMany(partition => partition.Quarantined))
        {
            Produce(producer, settings.Topics.Quarantine, QuarantineMessage.Of(record), record);
        }
    }

    private void Produce(IProducer<byte[]?, byte[]?> producer, string topic, Message<byte[]?, byte[]?> message, QuarantinedRecord? record)
    {
        while (true)
        {
            try
            {
                producer.Produce(topic, message, report => Note(report, record));
                return;
            }
            catch (ProduceException<byte[]?, byte[]?> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(QueuePoll);
            }
            catch (ProduceException<byte[]?, byte[]?> refused) when (refused.Error.Code == ErrorCode.MsgSizeTooLarge)
            {
                NoteFailure(refused.Error, record);
                return;
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
