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
    public (NeededRange Predictions, NeededRange Labels) Find(PartitionRange predictions, PartitionRange labels)
    {
        var horizon = reach.HorizonOf(TimeAtEnd(predictions), TimeAtEnd(labels));
        return (Since(predictions, horizon.Predictions), Since(labels, horizon.Labels));
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
    public long TimeAtEnd(PartitionRange known)
    {
        // Starting earlier is harmless. A look-up by time would also find markers of transactions and aborted records.
        for (long tail = Tail; ; tail *= 16)
        {
            var from = Math.Max(known.From.Value, known.To!.Value - tail);
            reader.Begin([known with { From = from }]);
            List<long> timestamps = [];
            while (reader.TryReadNext(out var record))
            {
                timestamps.Add(PendingBatch.TimeOf(record.Message.Timestamp).ToUnixTimeMilliseconds());
            }

            var bound = EventClock.BoundOf(CollectionsMarshal.AsSpan(timestamps));
            if (bound != EventClock.Never || from == known.From)
            {
                return bound;
            }
        }
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
