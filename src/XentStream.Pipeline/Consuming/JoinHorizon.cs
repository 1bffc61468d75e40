using System.Runtime.InteropServices;
using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>Finds out from where on both halves of a join have to be read again to go on behind two offsets.</summary>
/// <param name="consumer">A consumer that belongs to nobody else.</param>
/// <param name="settings">How labels are joined.</param>
/// <param name="patience">How long the broker may be silent.</param>
internal sealed class JoinHorizon(IConsumer<RecordKey, Evaluation> consumer, JoinSettings settings, TimeSpan patience)
{
    /// <summary>How many records before an offset tell the time there, at first; more where these do not do.</summary>
    private const int Tail = 100;

    private readonly RangeReader<RecordKey, Evaluation> reader = new(consumer, patience);
    private readonly JoinReach reach = new(settings);

    /// <summary>Finds it.</summary>
    /// <param name="predictions">The end of what is read again of the one half: its first offset that is known, and the one to go on at.</param>
    /// <param name="labels">The same of the other half.</param>
    /// <returns>What is to be read again of both.</returns>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public (NeededRange Predictions, NeededRange Labels) Find(PartitionRange predictions, PartitionRange labels) => Find([new JoinRanges(predictions, labels)])[0];

    /// <summary>Finds it for several joins at once: each reading by itself would wait for the broker.</summary>
    /// <param name="known">What is known of both halves of each.</param>
    /// <returns>What is to be read again of both halves of each, in the same order.</returns>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public IReadOnlyList<(NeededRange Predictions, NeededRange Labels)> Find(IReadOnlyList<JoinRanges> known)
    {
        var times = TimesAtEnd([.. known.SelectMany(halves => new[] { halves.Predictions, halves.Labels })]);
        return
        [
            .. from halves in known
               let horizon = reach.HorizonOf(times[halves.Predictions.Partition], times[halves.Labels.Partition])
               select (Since(halves.Predictions, horizon.Predictions), Since(halves.Labels, horizon.Labels)),
        ];
    }

    /// <summary>What there is of a partition since a time.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public NeededRange Since(PartitionRange known, long time)
    {
        var (low, end) = (known.From.Value, known.To!.Value);
        var from = time <= 0 ? low : Math.Clamp(FirstSince(known, time), Math.Min(low, end), end);
        return new NeededRange(known with { From = from }, IsCut: from == low && low > 0 && (time > 0 || low >= end));
    }

    /// <summary>A lower bound of the time of a partition at the end of a range, by the records before it.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public long TimeAtEnd(PartitionRange known) => TimesAtEnd([known])[known.Partition];

    private Dictionary<TopicPartition, long> TimesAtEnd(IReadOnlyList<PartitionRange> known)
    {
        // Starting earlier is harmless. A look-up by time would also find markers of transactions and aborted records.
        var bounds = new Dictionary<TopicPartition, long>();
        for (long tail = Tail; bounds.Count < known.Count; tail *= 16)
        {
            List<PartitionRange> tails = [.. from range in known where !bounds.ContainsKey(range.Partition) select range with { From = Math.Max(range.From.Value, range.To!.Value - tail) }];
            var timestamps = TimestampsOf(tails);
            foreach (var range in tails)
            {
                var bound = EventClock.BoundOf(CollectionsMarshal.AsSpan(timestamps[range.Partition]));
                if (bound != EventClock.Never || range.To!.Value - range.From < tail)
                {
                    bounds.Add(range.Partition, bound);
                }
            }
        }

        return bounds;
    }

    private Dictionary<TopicPartition, List<long>> TimestampsOf(List<PartitionRange> ranges)
    {
        var timestamps = ranges.ToDictionary(range => range.Partition, _ => new List<long>());
        reader.Begin(ranges);
        while (reader.TryReadNext(out var record))
        {
            timestamps[record.TopicPartition].Add(EventTime.Of(record.Message.Timestamp).ToUnixTimeMilliseconds());
        }

        return timestamps;
    }

    private long FirstSince(PartitionRange known, long time)
    {
        try
        {
            var found = consumer.OffsetsForTimes([new TopicPartitionTimestamp(known.Partition, new Timestamp(time, TimestampType.CreateTime))], patience)[0].Offset;
            return found == Offset.End ? known.To!.Value : found.Value;
        }
        catch (KafkaException)
        {
            // A broker that cannot look up by time, as the embedded one: all of it is read.
            return known.From.Value;
        }
    }
}
