using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Sampling.Pairing;

/// <summary>Finds out which predictions to sample, and which labels can be theirs.</summary>
internal sealed class PairingPlan(IConsumer<RecordKey, Evaluation> consumer, JoinSettings settings, TimeSpan patience)
{
    /// <summary>The most labels that are read. Where there are more, they are looked for in a shorter time.</summary>
    public const long MostLabels = 500_000;

    private readonly JoinHorizon horizon = new(consumer, settings, patience);

    /// <summary>Makes the plan.</summary>
    /// <param name="predictions">What the topic of predictions holds.</param>
    /// <param name="labels">What that of labels holds.</param>
    /// <param name="records">How many predictions are wanted.</param>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public PlannedPairing Make(List<PartitionRange> predictions, List<PartitionRange> labels, int records)
    {
        var first = FirstTimes(predictions).DefaultIfEmpty(0).Min();
        var last = labels.Max(horizon.TimeAtEnd);
        var visible = last == EventClock.Never ? 0 : Math.Max(Math.Min(2 * (long)settings.Within.TotalMilliseconds, (last - first) / 2), 0);
        var until = Math.Max(last - visible, 0);
        var sample = Newest([.. predictions.Select(range => Before(range, until))], records);
        var begins = FirstTimes(sample, orElse: until);
        var read = Labels(labels, begins, until + visible);
        while (read.Sum(range => range.To!.Value - range.From.Value) > MostLabels && visible > 1000)
        {
            visible /= 2;
            read = Labels(labels, begins, until + visible);
        }

        return new PlannedPairing(sample, read, TimeSpan.FromMilliseconds(visible), EventTime.Of(until));
    }

    private static List<PartitionRange> Newest(List<PartitionRange> ranges, int records)
    {
        var quotas = SampleQuota.Divide(records, [.. ranges.Select(range => range.To!.Value - range.From.Value)]);
        return [.. ranges.Zip(quotas, (range, quota) => range with { From = range.To!.Value - quota })];
    }

    private PartitionRange Before(PartitionRange range, long until) => range with { To = Math.Max(horizon.Since(range, until).Range.From, range.From) };

    private List<PartitionRange> Labels(List<PartitionRange> labels, List<long> begins, long end) => [.. labels.Zip(begins, (range, begin) =>
    {
        var from = horizon.Since(range, begin - (long)settings.Ahead.TotalMilliseconds).Range.From;
        return range with { From = from, To = Math.Max(from, Before(range, end + 1).To!.Value) };
    })];

    // The time of the first record of each range.
    private List<long> FirstTimes(List<PartitionRange> ranges, long? orElse = null)
    {
        var times = new Dictionary<TopicPartition, long>();
        var reader = new RangeReader<RecordKey, Evaluation>(consumer, patience);
        reader.Begin(ranges);
        while (reader.TryReadNext(out var record))
        {
            times[record.TopicPartition] = EventTime.Of(record.Message.Timestamp).ToUnixTimeMilliseconds();
            reader.Close(record.TopicPartition);
        }

        return [.. ranges.Where(range => orElse is not null || times.ContainsKey(range.Partition)).Select(range => times.TryGetValue(range.Partition, out var time) ? time : orElse!.Value)];
    }
}
