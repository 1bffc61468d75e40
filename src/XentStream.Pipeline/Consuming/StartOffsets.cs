using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Where reading begins on partitions that were just assigned. The client's own policies (<c>auto.offset.reset</c>) jump in silence when retention has
/// passed the committed offset; this one counts what was lost. A begin that is not what is committed is committed before the first record: whoever comes next could find another.
/// </summary>
internal sealed class StartOffsets(WorkerSettings settings, PendingBatch pending, IncidentBook incidents, ResultEnds results, WorkerEvents events, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Finds the offset of each partition. The open incidents of the partitions are known already: what they tell of is not told again.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public List<TopicPartitionOffset> Find(IConsumer<RecordKey, Evaluation> consumer, IReadOnlyCollection<TopicPartition> partitions)
    {
        var (starts, chosen) = (new List<TopicPartitionOffset>(), new List<TopicPartitionOffset>());
        Dictionary<PartitionId, long>? ends = null;
        foreach (var partition in consumer.Committed(partitions, Patience))
        {
            var range = consumer.QueryWatermarkOffsets(partition.TopicPartition, Patience);

            // The whole results topic is read for this: not for a partition that has nothing to be counted twice.
            var start = partition.Offset != Offset.Unset ? Resume(partition, range)
                : range.Low == range.High ? range.High
                : (ends ??= results.Read(events.ClientError)).TryGetValue(PartitionId.Of(partition.TopicPartition), out var end) ? ResumeFromResults(partition.TopicPartition, end, range)
                : First(consumer, partition.TopicPartition, range, isTopicCounted: ends.Keys.Any(known => known.Topic == partition.Topic));
            starts.Add(new TopicPartitionOffset(partition.TopicPartition, start));

            // With the loss that they are behind, the others are committed.
            if (start != partition.Offset && !pending.Partitions.ContainsKey(PartitionId.Of(partition.TopicPartition)))
            {
                chosen.Add(starts[^1]);
            }
        }

        // Not in a transaction, of which none may be open while the client is polled. The group refuses it from one that is no member any more.
        if (chosen.Count > 0)
        {
            consumer.Commit(chosen);
        }

        return starts;
    }

    // A partition that was added to a topic is noticed after a while, and what came until then is not from before the group began.
    private Offset First(IConsumer<RecordKey, Evaluation> consumer, TopicPartition partition, WatermarkOffsets range, bool isTopicCounted)
    {
        if (settings.StartAt.Time is not { } time)
        {
            return settings.StartAt == StartPosition.Latest && !isTopicCounted ? range.High : range.Low;
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

        NoteLoss(partition, committed.Offset, range.Low);
        pending.PassOver(partition, range.Low);
        return range.Low;
    }

    private void NoteLoss(PartitionId partition, long from, long to)
    {
        var now = time.GetUtcNow();
        if (incidents.Note(new IncidentKey("records-lost", "", "", partition), Lost(partition, to - from), new Sighting(from, now), new Sighting(to - 1, now), to - from))
        {
            events.RecordsLost(partition, to - from);
        }
    }

    // The marker behind a transaction has an offset like a record, and is never committed.
    private static IncidentExample Lost(PartitionId partition, long count) => new(
        "warn",
        $"Retention removed up to {count} records of {partition} before they were read.",
        "The worker was behind, or stopped, for longer than the topic keeps its records. Markers of transactions count too: where one is all that was removed, nothing is lost.",
        "Raise retention.ms of the topic; add workers where they fall behind.");
}
