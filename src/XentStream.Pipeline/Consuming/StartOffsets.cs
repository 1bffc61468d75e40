using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Where reading begins on partitions that were just assigned. The client's own policies (<c>auto.offset.reset</c>) jump in silence when retention has
/// passed the committed offset; this one counts what was lost. <c>StartAt</c> is for a topic of which nothing was counted yet: partitions that are added to it, or that are those of a topic made anew, are
/// read from their beginning. A begin that is not what is committed is committed before the first record: whoever comes next could find another.
/// </summary>
internal sealed class StartOffsets(WorkerSettings settings, PendingBatch pending, IncidentBook incidents, ResultEnds results, WorkerEvents events, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Finds the offset of each partition. The open incidents of the partitions are known already: what they tell of is not told again.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public List<TopicPartitionOffset> Find(IConsumer<RecordKey, Evaluation> consumer, IReadOnlyCollection<TopicPartition> partitions)
    {
        var (starts, chosen) = (new List<TopicPartitionOffset>(), new List<TopicPartitionOffset>());
        if (partitions.Count == 0)
        {
            return starts;
        }

        CountedEnds? ends = null;
        var ids = TopicIds.Ask(consumer, settings.Delivery, partitions.Select(partition => partition.Topic).Distinct());
        foreach (var partition in consumer.Committed(partitions, Patience))
        {
            var (id, topicId) = (PartitionId.Of(partition.TopicPartition), ids.GetValueOrDefault(partition.Topic));
            var range = consumer.QueryWatermarkOffsets(partition.TopicPartition, Patience);

            // The whole results topic is read for this: not for a partition that has nothing to be counted twice.
            long? known = partition.Offset != Offset.Unset ? partition.Offset.Value
                : range.Low < range.High ? FindInResults(ends ??= results.Read(events.ClientError), id, topicId, range)
                : null;
            var start = known is { } offset ? Resume(id, offset, range) : ends?.HasTopic(id.Topic) == true ? range.Low : First(consumer, partition.TopicPartition, range);
            starts.Add(new TopicPartitionOffset(partition.TopicPartition, start));
            pending.Begin(id, start, topicId);
            if (known < range.Low)
            {
                NoteLoss(id, known.Value, range.Low);
            }
            else if (start != partition.Offset)
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

    private Offset First(IConsumer<RecordKey, Evaluation> consumer, TopicPartition partition, WatermarkOffsets range)
    {
        if (settings.StartAt.Time is not { } time)
        {
            return settings.StartAt == StartPosition.Latest ? range.High : range.Low;
        }

        var found = consumer.OffsetsForTimes([new TopicPartitionTimestamp(partition, new Timestamp(time))], Patience)[0].Offset;
        return found == Offset.End ? range.High : found;
    }

    // Where deltas do not name the id of the topic, those beyond its end are of an earlier one of the same name.
    private long? FindInResults(CountedEnds ends, PartitionId partition, string? topicId, WatermarkOffsets range)
    {
        if (ends.Of(partition, topicId) is not { } end || end > range.High)
        {
            return null;
        }

        events.OffsetsForgotten(partition, end);
        return end;
    }

    private Offset Resume(PartitionId partition, long known, WatermarkOffsets range)
    {
        if (known > range.High)
        {
            events.Truncated(partition, known, range.High);
            return range.High;
        }

        return Math.Max(known, range.Low);
    }

    // The new offset is committed with the incident: neither may stand without the other.
    private void NoteLoss(PartitionId partition, long from, long to)
    {
        pending.PassOver(partition, to);
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
