using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay.Pairing;

namespace XentStream.Pipeline.Replay;

/// <summary>One thread of a replay: reads some of the partitions from begin to end, evaluates, and enters what it comes to into the ledger.</summary>
internal sealed class ReplayLane(ReplayScope scope, TimeSpan window, IConsumer<RecordKey, Evaluation> consumer, DigestingEvaluator evaluator, ReplayLedger ledger, TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(5);

    private readonly Dictionary<PartitionId, PartitionReading> partitions = [];
    private readonly OpenWindows windows = new(window);
    private readonly RangeReader<RecordKey, Evaluation> reader = new(consumer, patience);
    private long enteredAt = time.GetTimestamp();

    /// <summary>What it has read, for others to look at.</summary>
    public LaneCounters Counters { get; } = new();

    /// <summary>Keeps what is to be compared row by row, or null where nothing is.</summary>
    public LanePairs? Pairs { get; init; }

    /// <summary>Reads.</summary>
    /// <param name="ranges">Of which partitions, and from where on.</param>
    /// <param name="pace">How fast at most, or null.</param>
    /// <param name="stop">Ends it early; the ledger then says how far it came.</param>
    /// <exception cref="KafkaException">The broker does not answer; likewise.</exception>
    public void Run(IEnumerable<ReplayedPartition> ranges, Pace? pace, CancellationToken stop)
    {
        foreach (var range in ranges)
        {
            partitions.Add(range.Id, new PartitionReading(range));
        }

        Begin();
        try
        {
            while (TryReadNext(out var record, stop))
            {
                Take(record!);
                if (windows.AreFull || (ledger.HasCheckpoint && time.GetElapsedTime(enteredAt) > BetweenCheckpoints))
                {
                    Enter();
                }

                pace?.Await(stop);
            }

            if (!stop.IsCancellationRequested)
            {
                Finish();
            }
        }
        finally
        {
            Enter();
        }
    }

    private void Begin() => reader.Begin([.. partitions.Values.Select(partition => new PartitionRange(partition.Id.ToTopicPartition(), partition.Next, partition.To))]);

    private bool TryReadNext(out ConsumeResult<RecordKey, Evaluation>? record, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return reader.TryReadNext(out record, stop);
            }
            catch (ConsumeException gone) when (gone.Error.Code == ErrorCode.Local_AutoOffsetReset)
            {
                SkipWhatIsGone(gone.ConsumerRecord.TopicPartition);
            }
        }
    }

    // The worker's promise holds here too: what retention removes is counted, and never jumped over in silence.
    private void SkipWhatIsGone(TopicPartition partition)
    {
        var reading = partitions[PartitionId.Of(partition)];
        var before = reading.Next;
        reading.SkipTo(consumer.QueryWatermarkOffsets(partition, patience).Low);
        Counters.Done += reading.Next - before;
        Begin();
    }

    private void Take(ConsumeResult<RecordKey, Evaluation> record)
    {
        var evaluation = record.Message.Value;
        var at = PendingBatch.TimeOf(record.Message.Timestamp);
        var reading = partitions[new PartitionId(record.Topic, record.Partition)];
        Counters.Count(record.Offset + 1 - reading.Next, evaluation.Length, at);
        reading.Next = record.Offset + 1;
        if (!scope.Selects(at))
        {
            return;
        }

        reading.Records++;
        reading.Digest.Add(record.Offset, record.Message.Timestamp.UnixTimestampMs, evaluator.Content);
        if (scope.Selects(evaluation.Model, evaluation.Version))
        {
            windows.Add(evaluation, at);
            Pairs?.Add(evaluation, reading.Id, record.Offset);
        }
    }

    // Behind the last record there can be markers of transactions, which are read without being seen.
    private void Finish()
    {
        foreach (var reading in partitions.Values)
        {
            Counters.Done += reading.To - reading.Next;
            reading.Next = reading.To;
        }
    }

    private void Enter()
    {
        Pairs?.Write();
        ledger.Enter(partitions.Values.Select(partition => partition.Reached()), windows);
        enteredAt = time.GetTimestamp();
    }
}
