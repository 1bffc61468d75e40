using System.Runtime.InteropServices;
using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>Reads again, without counting, what a join has to know to go on behind two offsets. The topics are all it needs.</summary>
internal sealed class JoinRebuild(WorkerSettings settings, KafkaClients clients, IncidentBook incidents, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    /// <summary>How many records before an offset tell the time there, at first; more where these do not do.</summary>
    private const int Tail = 100;

    /// <summary>Rebuilds joins.</summary>
    /// <param name="unbuilt">The joins.</param>
    /// <param name="joined">Takes those that are rebuilt.</param>
    /// <param name="onSlice">Called all the time; says whether to go on.</param>
    /// <param name="onError">What the client tells.</param>
    /// <exception cref="KafkaException">The broker does not answer, or what was to be read is gone.</exception>
    public void Run(IReadOnlyList<JoinedPartition> unbuilt, JoinedPartitions joined, Func<bool> onSlice, Action<Error> onError)
    {
        using var consumer = Build(onError);
        var reader = new RangeReader<RecordKey, Evaluation>(consumer, Patience);
        var lows = unbuilt.SelectMany(Ends).ToDictionary(end => end.TopicPartition, end => consumer.QueryWatermarkOffsets(end.TopicPartition, Patience).Low.Value);
        var times = unbuilt.SelectMany(Ends).ToDictionary(end => end.TopicPartition, end => TimeBefore(reader, end, lows[end.TopicPartition]));
        var reach = new JoinReach(settings.Join!);
        var ranges = new List<PartitionRange>();
        foreach (var partition in unbuilt)
        {
            var (predictions, labels) = (Ends(partition)[0], Ends(partition)[1]);
            var horizon = reach.HorizonOf(times[predictions.TopicPartition], times[labels.TopicPartition]);
            ranges.Add(RangeSince(consumer, predictions, horizon.Predictions, lows[predictions.TopicPartition]));
            ranges.Add(RangeSince(consumer, labels, horizon.Labels, lows[labels.TopicPartition]));
        }

        if (Feed(reader, ranges, unbuilt.ToDictionary(partition => partition.Predictions.Number), onSlice))
        {
            foreach (var partition in unbuilt)
            {
                joined.Rebuilt(partition);
            }
        }
    }

    private static TopicPartitionOffset[] Ends(JoinedPartition partition) =>
        [new(partition.Predictions.ToTopicPartition(), partition.Begin.Predictions), new(partition.Labels.ToTopicPartition(), partition.Begin.Labels)];

    private bool Feed(RangeReader<RecordKey, Evaluation> reader, List<PartitionRange> ranges, Dictionary<int, JoinedPartition> partitions, Func<bool> onSlice)
    {
        reader.Begin(ranges);
        var sliceAt = time.GetTimestamp();
        while (reader.TryReadNext(out var record))
        {
            partitions[record.Partition].Feed(record.TopicPartitionOffset, record.Message.Timestamp, record.Message.Value);
            if (time.GetElapsedTime(sliceAt) > Slice)
            {
                if (!onSlice())
                {
                    return false;
                }

                sliceAt = time.GetTimestamp();
            }
        }

        return true;
    }

    // A lower bound does: starting earlier is harmless. A look-up by time would also find markers of transactions and aborted records.
    private static long TimeBefore(RangeReader<RecordKey, Evaluation> reader, TopicPartitionOffset end, long low)
    {
        for (long tail = Tail; ; tail *= 16)
        {
            var from = Math.Max(low, end.Offset - tail);
            reader.Begin([new PartitionRange(end.TopicPartition, from, end.Offset)]);
            List<long> timestamps = [];
            while (reader.TryReadNext(out var record))
            {
                timestamps.Add(PendingBatch.TimeOf(record.Message.Timestamp).ToUnixTimeMilliseconds());
            }

            var bound = EventClock.BoundOf(CollectionsMarshal.AsSpan(timestamps));
            if (bound != EventClock.Never || from == low)
            {
                return bound;
            }
        }
    }

    private PartitionRange RangeSince(IConsumer<RecordKey, Evaluation> consumer, TopicPartitionOffset end, long since, long low)
    {
        var from = since <= 0 ? low : Math.Clamp(FirstSince(consumer, end.TopicPartition, since, low, end.Offset), Math.Min(low, end.Offset), end.Offset);
        if (from == low && low > 0 && (since > 0 || low >= end.Offset))
        {
            NoteLoss(PartitionId.Of(end.TopicPartition), low, isKnown: low < end.Offset);
        }

        return new PartitionRange(end.TopicPartition, from, end.Offset);
    }

    private static long FirstSince(IConsumer<RecordKey, Evaluation> consumer, TopicPartition partition, long since, long low, long end)
    {
        try
        {
            var found = consumer.OffsetsForTimes([new TopicPartitionTimestamp(partition, new Timestamp(since, TimestampType.CreateTime))], Patience)[0].Offset;
            return found == Offset.End ? end : found;
        }
        catch (KafkaException)
        {
            // A broker that cannot look up by time, as the embedded one: all of it is read.
            return low;
        }
    }

    // Where nothing is left of what was read, nothing tells how late it was.
    private void NoteLoss(PartitionId partition, long low, bool isKnown)
    {
        var now = new Sighting(low, time.GetUtcNow());
        var wrong = isKnown ? $"Retention has removed records of {partition} that the join still needs." : $"Retention has removed all that was read of {partition}, and with it whether the join still needs any of it.";
        incidents.Note(new IncidentKey("join-horizon-lost", "", "", partition), ExampleOf(wrong), now, now, 1);
    }

    private static IncidentExample ExampleOf(string wrong) => new(
        "warn",
        wrong,
        "The topic keeps its records for less time than labels may take.",
        "Raise retention.ms of the topic beyond twice Join:Within and Join:Disorder, or shorten those.");

    private IConsumer<RecordKey, Evaluation> Build(Action<Error> onError)
    {
        var key = new RecordKey();
        var evaluator = new RecordEvaluator(new BatchEvaluator(settings.ContractOf, time), settings.EncodingOf) { Key = key, Join = settings.Join, LabelTopic = settings.Topics.Labels };
        return new ConsumerBuilder<RecordKey, Evaluation>(clients.Reader())
            .SetKeyDeserializer(key)
            .SetValueDeserializer(evaluator)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => clients.Log(message))
            .Build();
    }
}
