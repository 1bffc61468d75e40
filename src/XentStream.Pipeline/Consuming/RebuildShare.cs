using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>Some joins that are rebuilt by a thread and a client of their own.</summary>
internal sealed class RebuildShare(WorkerSettings settings, KafkaClients clients, TimeProvider time, StoredJoins? stored, JoinedPartition[] partitions, Action<Error> onError)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    private readonly List<RebuiltState> states = [];
    private readonly List<NeededRange> lost = [];

    /// <summary>How each join came to what it has to know.</summary>
    public IReadOnlyList<RebuiltState> States => states;

    /// <summary>Of what is not there any more, what there is.</summary>
    public IReadOnlyList<NeededRange> Lost => lost;

    /// <summary>Rebuilds them.</summary>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="KafkaException">The broker does not answer, or what was to be read is gone.</exception>
    public void Run(CancellationToken stop)
    {
        using var consumer = Build();
        Feed(new RangeReader<RecordKey, Evaluation>(consumer, Patience), FindRanges(consumer), stop);
    }

    private List<PartitionRange> FindRanges(IConsumer<RecordKey, Evaluation> consumer)
    {
        List<JoinRanges> known = [.. partitions.Select(partition => new JoinRanges(Known(consumer, partition.Predictions, partition.Begin.Predictions), Known(consumer, partition.Labels, partition.Begin.Labels)))];
        var needed = new JoinHorizon(consumer, settings.Join!, Patience).Find(known);
        return [.. partitions.Select((partition, i) => RangesOf(partition, known[i], needed[i].Predictions, needed[i].Labels)).SelectMany(read => new[] { read.Predictions, read.Labels })];
    }

    private JoinRanges RangesOf(JoinedPartition partition, JoinRanges known, NeededRange predictions, NeededRange labels)
    {
        var needed = new JoinRanges(predictions.Range, labels.Range);
        var (unfit, read) = stored is null ? ("", needed) : (stored.TryRestore(partition, known, needed, out var rest), rest);
        lost.AddRange(unfit is null ? [] : new[] { predictions, labels }.Where(range => range.IsCut));
        states.Add(new RebuiltState(partition.Predictions, unfit, read.Length, needed.Length));
        return read;
    }

    private static PartitionRange Known(IConsumer<RecordKey, Evaluation> consumer, PartitionId partition, long end) =>
        new(partition.ToTopicPartition(), consumer.QueryWatermarkOffsets(partition.ToTopicPartition(), Patience).Low, end);

    private void Feed(RangeReader<RecordKey, Evaluation> reader, List<PartitionRange> ranges, CancellationToken stop)
    {
        var byNumber = partitions.ToDictionary(partition => partition.Predictions.Number);
        reader.Begin(ranges);
        var sliceAt = time.GetTimestamp();
        for (var records = 1; reader.TryReadNext(out var record, stop); records++)
        {
            byNumber[record.Partition].Feed(record.Offset, record.Message.Timestamp, record.Message.Value);
            if (records % 1024 == 0 && time.GetElapsedTime(sliceAt) > Slice)
            {
                Array.ForEach(partitions, partition => partition.Tidy());
                sliceAt = time.GetTimestamp();
            }
        }
    }

    private IConsumer<RecordKey, Evaluation> Build()
    {
        var key = new RecordKey();
        var evaluator = new RecordEvaluator(new BatchEvaluator(settings.ContractOf, time), settings.EncodingOf) { Key = key, Join = settings.Join, LabelTopic = settings.Topics.Labels };
        return new ConsumerBuilder<RecordKey, Evaluation>(clients.RangeReader())
            .SetKeyDeserializer(key)
            .SetValueDeserializer(evaluator)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => clients.Log(message))
            .Build();
    }
}
