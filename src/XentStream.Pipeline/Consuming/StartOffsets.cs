using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Where reading begins on partitions that were just assigned. The client's own policies (<c>auto.offset.reset</c>) jump in silence when retention has
/// passed the committed offset; this one counts what was lost.
/// </summary>
internal sealed class StartOffsets(WorkerSettings settings, IncidentBook incidents, WorkerEvents events, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Finds the offset of each partition.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public List<TopicPartitionOffset> Find(IConsumer<RecordKey, Evaluation> consumer, IReadOnlyCollection<TopicPartition> partitions)
    {
        var starts = new List<TopicPartitionOffset>();
        foreach (var committed in consumer.Committed(partitions, Patience))
        {
            var range = consumer.QueryWatermarkOffsets(committed.TopicPartition, Patience);
            starts.Add(new TopicPartitionOffset(committed.TopicPartition, committed.Offset == Offset.Unset ? First(consumer, committed.TopicPartition, range) : Resume(committed, range)));
        }

        return starts;
    }

    private Offset First(IConsumer<RecordKey, Evaluation> consumer, TopicPartition partition, WatermarkOffsets range)
    {
        if (settings.StartAt.Time is not { } time)
        {
            return settings.StartAt == StartPosition.Latest ? range.High : range.Low;
        }

        var found = consumer.OffsetsForTimes([new TopicPartitionTimestamp(partition, new Timestamp(time))], Patience)[0].Offset;
        return found == Offset.End ? range.High : found;
    }

    private Offset Resume(TopicPartitionOffset committed, WatermarkOffsets range)
    {
        if (committed.Offset >= range.Low)
        {
            return committed.Offset;
        }

        var partition = PartitionId.Of(committed.TopicPartition);
        var lost = range.Low - committed.Offset;
        events.RecordsLost(partition, lost);
        incidents.Note(
            new IncidentKey("records-lost", "", "", partition), Lost(partition, lost), new Sighting(committed.Offset, time.GetUtcNow()), new Sighting(range.Low - 1, time.GetUtcNow()), lost);
        return range.Low;
    }

    private static IncidentExample Lost(PartitionId partition, long count) => new(
        "warn",
        $"Retention removed {count} records of {partition} before they were read.",
        "The worker was behind, or stopped, for longer than the topic keeps its records.",
        "Raise retention.ms of the topic; add workers where they fall behind.");
}
