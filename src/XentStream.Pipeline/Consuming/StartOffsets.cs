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
internal sealed class StartOffsets(WorkerSettings settings, IncidentBook incidents, ResultEnds results, WorkerEvents events, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Finds the offset of each partition.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public List<TopicPartitionOffset> Find(IConsumer<RecordKey, Evaluation> consumer, IReadOnlyCollection<TopicPartition> partitions)
    {
        var starts = new List<TopicPartitionOffset>();
        Dictionary<PartitionId, long>? ends = null;
        foreach (var partition in consumer.Committed(partitions, Patience))
        {
            var range = consumer.QueryWatermarkOffsets(partition.TopicPartition, Patience);

            // The whole results topic is read for this: not for a partition that has nothing to be counted twice.
            var start = partition.Offset != Offset.Unset ? Resume(partition, range)
                : range.Low < range.High && (ends ??= results.Read(events.ClientError)).TryGetValue(PartitionId.Of(partition.TopicPartition), out var end)
                    ? ResumeFromResults(partition.TopicPartition, end, range)
                    : First(consumer, partition.TopicPartition, range);
            starts.Add(new TopicPartitionOffset(partition.TopicPartition, start));
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

    // Beyond its end, they are those of an earlier topic of the same name.
    private Offset ResumeFromResults(TopicPartition partition, long end, WatermarkOffsets range)
    {
        if (end > range.High)
        {
            return range.Low;
        }

        events.OffsetsForgotten(PartitionId.Of(partition), end);
        return Resume(new TopicPartitionOffset(partition, end), range);
    }

    private Offset Resume(TopicPartitionOffset committed, WatermarkOffsets range)
    {
        var partition = PartitionId.Of(committed.TopicPartition);
        if (committed.Offset > range.High)
        {
            events.Truncated(partition, committed.Offset, range.High);
            return range.High;
        }

        if (committed.Offset >= range.Low)
        {
            return committed.Offset;
        }

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
