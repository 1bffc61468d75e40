using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>
/// Finds out which offsets of both topics a replay reads where labels are joined. Between two pairs of offsets it counts what a worker would emit that goes from one to the other; what it has to know at the first is
/// read before. Of a time, it counts all that becomes of the predictions and labels of that time, and reads on both sides of it as far as this is decided.
/// </summary>
internal sealed class JoinedReplayPlanner(IConsumer<RecordKey, Evaluation> consumer, WorkerSettings settings, ReplayScope scope, TimeSpan patience)
{
    private readonly JoinReach reach = new(settings.Join!);
    private readonly JoinHorizon horizon = new(consumer, settings.Join!, patience);
    private readonly ReplayPlanner offsets = new(consumer, scope, patience);

    /// <summary>The ranges of both topics.</summary>
    /// <param name="ofPredictions">What the topic of predictions holds.</param>
    /// <param name="ofLabels">What that of labels holds.</param>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) Plan(List<PartitionRange> ofPredictions, List<PartitionRange> ofLabels)
    {
        var (predictions, labels) = (ofPredictions[0].Partition.Topic, ofLabels[0].Partition.Topic);
        var unequal = JoinTopics.FindUnequal(predictions, labels, new Dictionary<string, int> { [predictions] = ofPredictions.Count, [labels] = ofLabels.Count });
        return unequal is not null ? ([], ReplayRefusal.OfUse(unequal))
            : scope.Offsets.Count > 0 ? PlanOffsets(predictions, labels)
            : (PlanTime(ofPredictions, ofLabels), null);
    }

    private (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) PlanOffsets(string predictions, string labels)
    {
        var planned = new List<ReplayedPartition>();
        foreach (var topic in new[] { predictions, labels })
        {
            var (ranges, refusal) = offsets.Plan(topic);
            if (refusal is not null)
            {
                return ([], refusal);
            }

            planned.AddRange(ranges);
        }

        var pairs = planned.GroupBy(range => range.Id.Number).ToList();
        return pairs.Find(pair => pair.Count() == 1)?.Single() is { } half ? ([], HalfOf(half.Id, predictions, labels))
            : scope.Counted.Count > 0 ? ([.. planned.Select(range => range with { Counted = scope.Counted.GetValueOrDefault(range.Id, range.From) })], null)
            : ([.. pairs.SelectMany(pair => WithHorizon(pair.First(range => range.Id.Topic == predictions), pair.First(range => range.Id.Topic == labels)))], null);
    }

    private static ReplayRefusal HalfOf(PartitionId half, string predictions, string labels) => ReplayRefusal.OfUse(
        $"{half} is joined with the partition of the same number of {(half.Topic == labels ? predictions : labels)}. Give --offsets for both, as in {predictions}:{half.Number}=100..200 and {labels}:{half.Number}=100..220.");

    // What is before the range is read to know it, and does not count.
    private IEnumerable<ReplayedPartition> WithHorizon(ReplayedPartition predictions, ReplayedPartition labels)
    {
        var needed = horizon.Find(Before(predictions), Before(labels));
        yield return predictions with { From = needed.Predictions.Range.From, Next = needed.Predictions.Range.From, Counted = predictions.From, IsCut = needed.Predictions.IsCut };
        yield return labels with { From = needed.Labels.Range.From, Next = needed.Labels.Range.From, Counted = labels.From, IsCut = needed.Labels.IsCut };
    }

    private PartitionRange Before(ReplayedPartition range)
    {
        var partition = range.Id.ToTopicPartition();
        return new PartitionRange(partition, consumer.QueryWatermarkOffsets(partition, patience).Low, range.From);
    }

    private List<ReplayedPartition> PlanTime(List<PartitionRange> predictions, List<PartitionRange> labels)
    {
        var (known, begin) = (Committed([.. predictions, .. labels]), scope.From is { } from ? reach.BeginOf(from.ToUnixTimeMilliseconds()) : (0, 0));
        var (ofPredictions, ofLabels) = (known[..predictions.Count], known[predictions.Count..]);
        if (scope.To is { } to)
        {
            // A part of a millisecond belongs to the time.
            var end = reach.EndOf(to.ToUnixTimeMilliseconds() + 1);
            (ofPredictions, ofLabels) = (UpTo(ofPredictions, end.Predictions), UpTo(ofLabels, end.Labels));
        }

        return [.. ofPredictions.Select(range => Since(range, begin.Predictions)), .. ofLabels.Select(range => Since(range, begin.Labels))];
    }

    // Of both topics by one request: a worker commits both halves of a partition together.
    private List<PartitionRange> Committed(List<PartitionRange> bounds)
    {
        if (!scope.OnlyCommitted)
        {
            return bounds;
        }

        var committed = consumer.Committed(bounds.Select(range => range.Partition), patience).ToDictionary(offset => offset.TopicPartition, offset => offset.Offset);
        return [.. bounds.Select(range => range with { To = committed[range.Partition].IsSpecial ? range.From : Math.Clamp(committed[range.Partition], range.From, range.To!.Value) })];
    }

    private ReplayedPartition Since(PartitionRange range, long time)
    {
        var needed = horizon.Since(range, time);
        return new ReplayedPartition(PartitionId.Of(range.Partition), needed.Range.From, Math.Max(needed.Range.From, range.To!.Value)) { DigestState = new RangeDigest().State, IsCut = needed.IsCut && scope.From is not null };
    }

    // Up to where the time of each partition has come to a time. One record with a wrong clock, and the marker of a transaction, are not enough.
    private List<PartitionRange> UpTo(List<PartitionRange> ranges, long time)
    {
        var clocks = ranges.ToDictionary(range => range.Partition, _ => new EventClock(reach.Disorder));
        var ends = ranges.ToDictionary(range => range.Partition, range => range.To!.Value);
        var reader = new RangeReader<RecordKey, Evaluation>(consumer, patience);
        reader.Begin([.. ranges.Select(range => horizon.Since(range, time).Range)]);
        while (reader.TryReadNext(out var record))
        {
            var clock = clocks[record.TopicPartition];
            clock.Add(EventTime.Of(record.Message.Timestamp).ToUnixTimeMilliseconds());
            while (clock.TryDecide(out _))
            {
            }

            if (clock.Time >= time)
            {
                ends[record.TopicPartition] = record.Offset + 1;
                reader.Close(record.TopicPartition);
            }
        }

        return [.. ranges.Select(range => range with { To = ends[range.Partition] })];
    }
}
