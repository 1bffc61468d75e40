using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay.Pairing;

namespace XentStream.Pipeline.Replay;

/// <summary>One thread of a replay: reads some of the partitions from begin to end, evaluates, and enters what it comes to into the ledger.</summary>
internal sealed partial class ReplayLane
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(5);

    private readonly WorkerSettings settings;
    private readonly ReplayScope scope;
    private readonly IConsumer<RecordKey, Evaluation> consumer;
    private readonly DigestingEvaluator evaluator;
    private readonly ReplayLedger ledger;
    private readonly TimeSpan patience;
    private readonly TimeProvider time;
    private readonly Dictionary<PartitionId, PartitionReading> partitions = [];
    private readonly OpenWindows windows;
    private readonly RangeReader<RecordKey, Evaluation> reader;
    private readonly ReplayedJoins? joins;
    private readonly ReplayAlignment? alignment;
    private long enteredAt;

    public ReplayLane(WorkerSettings settings, ReplayScope scope, IConsumer<RecordKey, Evaluation> consumer, DigestingEvaluator evaluator, ReplayLedger ledger, TimeSpan patience, TimeProvider time)
    {
        (this.settings, this.scope, this.consumer, this.evaluator, this.ledger, this.patience, this.time) = (settings, scope, consumer, evaluator, ledger, patience, time);
        windows = new OpenWindows(settings.Window);
        reader = new RangeReader<RecordKey, Evaluation>(consumer, patience);
        joins = settings.Join is null ? null : new ReplayedJoins(settings, scope, windows);
        alignment = settings.Join is { } join ? new ReplayAlignment(reader, joins!, join) : null;
        enteredAt = time.GetTimestamp();
    }

    /// <summary>What it has read, for others to look at.</summary>
    public LaneCounters Counters { get; } = new();

    /// <summary>Keeps what is to be compared row by row, or null where nothing is.</summary>
    public LanePairs? Pairs { get; init; }

    /// <summary>Makes readers that find out how far damage goes.</summary>
    public required Func<IConsumer<byte[]?, byte[]?>> BuildProbe { get; init; }

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

        if (joins is not null && !TryBeginToCount(joins, pace, stop))
        {
            return;
        }

        try
        {
            Read(partition => partition.To, pace, mayEnter: true, stop);
        }
        finally
        {
            Enter();
        }
    }

    private void Read(Func<PartitionReading, long> endOf, Pace? pace, bool mayEnter, CancellationToken stop)
    {
        Begin(endOf);
        while (TryReadNext(endOf, out var record, stop))
        {
            Take(record!);
            if (mayEnter && (windows.AreFull || (ledger.HasCheckpoint && time.GetElapsedTime(enteredAt) > BetweenCheckpoints)))
            {
                Enter();
            }

            pace?.Await(stop);
        }

        if (!stop.IsCancellationRequested)
        {
            Finish(endOf);
        }
    }

    private void Begin(Func<PartitionReading, long> endOf) => reader.Begin([.. partitions.Values.Select(partition => new PartitionRange(partition.Id.ToTopicPartition(), partition.Next, endOf(partition)))]);

    private bool TryReadNext(Func<PartitionReading, long> endOf, out ConsumeResult<RecordKey, Evaluation>? record, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return reader.TryReadNext(out record, stop);
            }
            catch (ConsumeException gone) when (gone.Error.Code == ErrorCode.Local_AutoOffsetReset)
            {
                SkipTo(gone.ConsumerRecord.TopicPartition, partition => consumer.QueryWatermarkOffsets(partition, patience).Low, endOf);
            }
            catch (ConsumeException damaged) when (RecordSetProbe.IsDamage(damaged))
            {
                SkipTo(damaged.ConsumerRecord.TopicPartition, FindEndOfDamage, endOf);
            }
        }
    }

    // The worker's promise holds here too: what retention removes, and what cannot be read, is counted and never jumped over in silence.
    private void SkipTo(TopicPartition partition, Func<TopicPartition, long> findNext, Func<PartitionReading, long> endOf)
    {
        var reading = partitions[PartitionId.Of(partition)];
        var before = reading.Next;
        reading.SkipTo(Math.Max(findNext(partition), before), endOf(reading));
        Counters.Done += reading.Next - before;
        Begin(endOf);
    }

    private long FindEndOfDamage(TopicPartition partition)
    {
        var next = partitions[PartitionId.Of(partition)].Next;
        return new RecordSetProbe(BuildProbe, patience).FindEnd(partition, next) ?? next;
    }

    private void Take(ConsumeResult<RecordKey, Evaluation> record)
    {
        var evaluation = record.Message.Value;
        var at = EventTime.Of(record.Message.Timestamp);
        var reading = partitions[new PartitionId(record.Topic, record.Partition)];
        Counters.Count(record.Offset + 1 - reading.Next, evaluation.Length, at);
        reading.Next = record.Offset + 1;

        // All that is joined decides what a record of the time comes to.
        if (joins is null && !scope.Selects(at))
        {
            return;
        }

        reading.Records++;
        reading.Digest.Add(record.Offset, record.Message.Timestamp.UnixTimestampMs, evaluator.Content);
        if (joins is not null)
        {
            Join(joins, record);
        }
        else if (scope.Selects(evaluation.Model, evaluation.Version))
        {
            windows.Add(evaluation, at);
            Pairs?.Add(evaluation, reading.Id, record.Offset);
        }
    }

    // Behind the last record there can be markers of transactions, which are read without being seen.
    private void Finish(Func<PartitionReading, long> endOf)
    {
        foreach (var reading in partitions.Values)
        {
            Counters.Done += endOf(reading) - reading.Next;
            reading.Next = endOf(reading);
        }
    }

    private void Enter()
    {
        joins?.Settle();
        Pairs?.Write();
        ledger.Enter(partitions.Values.Select(partition => partition.Reached()), windows);
        enteredAt = time.GetTimestamp();
    }
}
