using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>Finds out which offsets a replay reads. All ends are taken before the first record is read: up to the last stable offsets, so that no transaction is half read.</summary>
internal sealed class ReplayPlanner(IConsumer<RecordKey, Evaluation> consumer, ReplayScope scope, TimeSpan patience)
{
    /// <summary>The ranges of a topic.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) Plan(string topic)
    {
        var bounds = TopicBounds.Find(consumer, topic, patience);
        return scope.Offsets.Count > 0 ? PlanOffsets(topic, bounds) : ([.. ByTimeAndCommits(bounds)], null);
    }

    private (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) PlanOffsets(string topic, List<PartitionRange> bounds)
    {
        var known = bounds.ToDictionary(range => PartitionId.Of(range.Partition));
        var planned = new List<ReplayedPartition>();
        foreach (var (partition, wanted) in scope.Offsets.Where(offsets => offsets.Key.Topic == topic))
        {
            if (!known.TryGetValue(partition, out var bound))
            {
                return ([], ReplayRefusal.OfUse($"{topic} has {bounds.Count} partitions, and so no partition {partition.Number}. Correct --offsets."));
            }

            var (low, high) = (bound.From.Value, bound.To!.Value);
            var (from, to) = (wanted.From ?? low, wanted.To ?? high);
            if (to > high)
            {
                return ([], ReplayRefusal.OfUse($"{partition} ends at offset {high} at present; offset {to} is behind it. Correct --offsets, or leave out the end."));
            }

            if (to <= low && from < to)
            {
                return ([], ReplayRefusal.OfRetention($"Retention has removed all of {partition} from offset {from} to {to}: it begins at {low}. Ask for a later range."));
            }

            planned.Add(Range(partition, Math.Max(from, low), to) with { Lost = Math.Max(0, low - from) });
        }

        return (planned, null);
    }

    private IEnumerable<ReplayedPartition> ByTimeAndCommits(List<PartitionRange> bounds)
    {
        List<TopicPartition> partitions = [.. bounds.Select(range => range.Partition)];
        var begins = scope.From is { } from ? OffsetsAt(partitions, from) : [];
        var ends = scope.To is { } to && DateTimeOffset.MaxValue - to > scope.Slack ? EndsAt(bounds, to + scope.Slack) : [];
        var committed = scope.OnlyCommitted ? consumer.Committed(partitions, patience).ToDictionary(offset => offset.TopicPartition, offset => offset.Offset) : [];
        foreach (var range in bounds)
        {
            var (low, high) = (range.From.Value, range.To!.Value);
            var end = ends.GetValueOrDefault(range.Partition, high);
            end = scope.OnlyCommitted ? Math.Min(end, OffsetOr(committed, range.Partition, low)) : end;
            yield return Range(PartitionId.Of(range.Partition), Math.Clamp(OffsetOr(begins, range.Partition, high, low), low, high), Math.Max(end, low));
        }
    }

    // At the first record of that time or later. Looking up by time alone would also find the marker of a transaction, which bears the time at which it was written: behind it, older records may follow.
    private Dictionary<TopicPartition, long> EndsAt(List<PartitionRange> bounds, DateTimeOffset time)
    {
        var ends = bounds.ToDictionary(range => range.Partition, range => range.To!.Value);
        var found = OffsetsAt(ends.Keys, time);
        var reader = new RangeReader<RecordKey, Evaluation>(consumer, patience);
        reader.Begin([.. bounds.Select(range => range with { From = Math.Max(OffsetOr(found, range.Partition, ends[range.Partition]), range.From) })]);
        while (reader.TryReadNext(out var record))
        {
            if (EventTime.Of(record.Message.Timestamp) >= time)
            {
                ends[record.TopicPartition] = record.Offset;
                reader.Close(record.TopicPartition);
            }
        }

        return ends;
    }

    // The first record that is not older. Those before it are all older, whatever the order of the others.
    private Dictionary<TopicPartition, Offset> OffsetsAt(IEnumerable<TopicPartition> partitions, DateTimeOffset time) =>
        consumer.OffsetsForTimes(partitions.Select(partition => new TopicPartitionTimestamp(partition, new Timestamp(time))), patience).ToDictionary(found => found.TopicPartition, found => found.Offset);

    // Special offsets stand for "there is none".
    private static long OffsetOr(Dictionary<TopicPartition, Offset> offsets, TopicPartition partition, long whereNoneIs, long? whereNotAsked = null) =>
        !offsets.TryGetValue(partition, out var offset) ? whereNotAsked ?? whereNoneIs : offset.IsSpecial ? whereNoneIs : offset.Value;

    private static ReplayedPartition Range(PartitionId partition, long from, long to) => new(partition, from, Math.Max(from, to)) { DigestState = new RangeDigest().State };
}
