using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Joining.Storing;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>Reads again, without counting, what a join has to know to go on behind two offsets. The topics are all it needs.</summary>
internal class JoinRebuild(WorkerSettings settings, KafkaClients clients, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    /// <summary>Where joins are stored, or null.</summary>
    public StateStore? Store { get; } = StateStore.Of(settings);

    /// <summary>Rebuilds joins.</summary>
    /// <param name="unbuilt">The joins.</param>
    /// <param name="joined">Takes those that are rebuilt.</param>
    /// <param name="incidents">Is told of what is not there any more.</param>
    /// <param name="onSlice">Called all the time; says whether to go on.</param>
    /// <param name="onError">What the client tells.</param>
    /// <returns>Where a disk might have helped, whether it did.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or what was to be read is gone.</exception>
    public virtual IReadOnlyList<RebuiltState> Run(IReadOnlyList<JoinedPartition> unbuilt, JoinedPartitions joined, IncidentBook incidents, Func<bool> onSlice, Action<Error> onError)
    {
        using var consumer = Build(onError);
        var horizon = new JoinHorizon(consumer, settings.Join!, Patience);
        var stored = Store is null ? null : new StoredJoins(Store, settings, AskForIds(onError));
        var ranges = new List<PartitionRange>();
        var states = new List<RebuiltState>();
        foreach (var partition in unbuilt)
        {
            var known = new JoinRanges(Known(consumer, partition.Predictions, partition.Begin.Predictions), Known(consumer, partition.Labels, partition.Begin.Labels));
            var (predictions, labels) = horizon.Find(known.Predictions, known.Labels);
            var needed = new JoinRanges(predictions.Range, labels.Range);
            var (unfit, read) = stored is null ? ("", needed) : (stored.TryRestore(partition, known, needed, out var rest), rest);
            if (unfit is not null)
            {
                NoteLoss(incidents, predictions);
                NoteLoss(incidents, labels);
            }

            ranges.AddRange([read.Predictions, read.Labels]);
            states.Add(new RebuiltState(partition.Predictions, unfit, read.Length, needed.Length));
        }

        if (!Feed(new RangeReader<RecordKey, Evaluation>(consumer, Patience), ranges, unbuilt.ToDictionary(partition => partition.Predictions.Number), onSlice))
        {
            return [];
        }

        foreach (var partition in unbuilt)
        {
            joined.Rebuilt(partition);
        }

        return stored is null ? [] : states;
    }

    private TopicIds? AskForIds(Action<Error> onError)
    {
        using var admin = clients.BuildAdmin(onError);
        return TopicIds.Ask(admin, settings.Topics);
    }

    private static PartitionRange Known(IConsumer<RecordKey, Evaluation> consumer, PartitionId partition, long end) =>
        new(partition.ToTopicPartition(), consumer.QueryWatermarkOffsets(partition.ToTopicPartition(), Patience).Low, end);

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

                foreach (var partition in partitions.Values)
                {
                    partition.Tidy();
                }

                sliceAt = time.GetTimestamp();
            }
        }

        return true;
    }

    // Where nothing is left of what was read, nothing tells how late it was.
    private void NoteLoss(IncidentBook incidents, NeededRange needed)
    {
        if (needed.IsCut)
        {
            var (partition, now) = (PartitionId.Of(needed.Range.Partition), new Sighting(needed.Range.From, time.GetUtcNow()));
            var wrong = needed.Range.IsEmpty ? $"Retention has removed all that was read of {partition}, and with it whether the join still needs any of it." : $"Retention has removed records of {partition} that the join still needs.";
            incidents.Note(new IncidentKey("join-horizon-lost", "", "", partition), ExampleOf(wrong), now, now, 1);
        }
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
        return new ConsumerBuilder<RecordKey, Evaluation>(clients.RangeReader())
            .SetKeyDeserializer(key)
            .SetValueDeserializer(evaluator)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => clients.Log(message))
            .Build();
    }
}
