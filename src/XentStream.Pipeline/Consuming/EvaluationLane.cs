using System.Runtime.ExceptionServices;
using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>The way of the data, from a record to a number: what one thread of the worker does with one consumer and one producer.</summary>
/// <remarks>
/// <code>
///   1 poll       a record comes from Kafka                                              <see cref="Poll"/>
///   2 identify   headers and payload say which encoding, model, version and contract    <see cref="BatchEvaluator"/>, inside the poll:
///   3 decode     bytes become tensor views                                              the record's bytes are read where they lie
///   4 check      views against contract: a batch that can be scored, or faults
///   5 score      the batch becomes exact totals
///   6 record     totals go to their window, a rejected record to quarantine,            <see cref="PendingBatch"/>,
///                a fault to its incident                                                <see cref="IncidentBook"/>
///   7 commit     deltas, quarantine, incidents and offsets, in one transaction          <see cref="IDelivery"/>
///   8 publish    metrics show what is committed                                         <see cref="CommittedTotals"/>
/// </code>
/// Polling and committing alternate on one thread, so no rebalance ever meets an open transaction, and no lock is needed. The handlers of a rebalance run
/// inside the poll; they must not throw, and only drop what now belongs to another worker. Whatever cannot be resolved here ends in a restart of the lane
/// at the committed offsets: Kafka holds all the state there is.
/// </remarks>
internal sealed class EvaluationLane : IDisposable
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(1);

    private readonly LaneParts parts;
    private readonly WorkerEvents events;
    private readonly StartOffsets starts;
    private readonly PendingBatch pending;
    private readonly IncidentBook incidents;
    private readonly IncidentReader incidentReader;
    private readonly IConsumer<RecordKey, Evaluation> consumer;
    private readonly IDelivery delivery;
    private readonly StallWatch stalls;
    private readonly ClientFiles files;
    private bool mustRestart;
    private Exception? bug;

    public EvaluationLane(LaneParts parts, int thread, WorkerEvents events)
    {
        (this.parts, this.events) = (parts, events);
        incidents = new IncidentBook(parts.Settings, parts.Time);
        incidentReader = new IncidentReader(parts.Settings, parts.Clients);
        starts = new StartOffsets(parts.Settings, incidents, new ResultEnds(parts.Settings, parts.Clients), events, parts.Time);
        stalls = new StallWatch(parts.Settings.StalledAfter, parts.Time);
        files = new ClientFiles(parts.Settings.Kafka, parts.Time);
        files.Note();
        pending = new PendingBatch(parts.Settings, parts.Time);
        var evaluator = new BatchEvaluator(parts.Settings.ContractOf, parts.Time);
        consumer = new ConsumerBuilder<RecordKey, Evaluation>(parts.Clients.Consumer(thread))
            .SetKeyDeserializer(new RecordKey())
            .SetValueDeserializer(new RecordEvaluator(evaluator, parts.Settings.EncodingOf))
            .SetPartitionsAssignedHandler((_, partitions) => Assign(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Give(partitions))
            .SetPartitionsLostHandler((_, partitions) => Give(partitions))
            .SetErrorHandler((_, error) => events.ClientError(error))
            .SetLogHandler((_, message) => parts.Clients.Log(message))
            .SetStatisticsHandler((_, statistics) => ReadStatistics(statistics))
            .Build();
        delivery = parts.Deliveries.Create(thread, consumer, events);
    }

    /// <summary>Evaluates until a stop is asked for, or until the lane has to begin again with new clients.</summary>
    public void Run(LaneHealth health, CancellationToken stop)
    {
        if (!delivery.Open(stop))
        {
            return;
        }

        consumer.Subscribe(parts.Settings.Topics.Input);
        while (!stop.IsCancellationRequested && !mustRestart)
        {
            health.Beat();
            Poll();
            if (pending.TimeToCommit <= TimeSpan.Zero || incidents.IsDue)
            {
                Commit(stop);
            }

            if (files.HaveChanged())
            {
                events.FilesChanged();
                break;
            }
        }

        if (bug is not null)
        {
            ExceptionDispatchInfo.Throw(bug);
        }

        if (!mustRestart && !pending.IsEmpty)
        {
            Commit(stop);
        }
    }

    /// <summary>Leaves the group and closes the clients.</summary>
    public void Dispose()
    {
        try
        {
            consumer.Close();
        }
        catch (KafkaException)
        {
            // The group will notice by itself, when the session ends.
        }

        foreach (var partition in pending.Partitions.Keys)
        {
            parts.Lags.Forget(partition);
        }

        incidents.Drop([.. incidents.Open.Select(incident => incident.Key.Source)]);
        parts.Incidents.Show(incidents);
        consumer.Dispose();
        delivery.Dispose();
    }

    // Steps 1 to 6: steps 2 to 5 run inside Consume, in the value's deserializer.
    private void Poll()
    {
        try
        {
            var wait = pending.TimeToCommit < LongestPoll ? pending.TimeToCommit : LongestPoll;
            var record = consumer.Consume(Math.Max((int)wait.TotalMilliseconds, 0));
            if (record is not null)
            {
                pending.Add(record);
                events.Evaluated(record.Topic, record.Partition, record.Offset, record.Message.Value);
            }
        }
        catch (ConsumeException refused)
        {
            // No offset to go on from: the next life of the lane looks again where to begin.
            mustRestart = refused.Error.IsFatal || refused.Error.Code == ErrorCode.Local_AutoOffsetReset;
            if (refused.Error.Code == ErrorCode.UnknownTopicOrPart)
            {
                events.TopicMissing(refused.ConsumerRecord?.Topic ?? string.Join(", ", parts.Settings.Topics.Input));
            }
            else
            {
                events.WaitingForBroker(refused.Error);
            }
        }
    }

    // Steps 7 and 8.
    private void Commit(CancellationToken stop)
    {
        var start = parts.Time.GetTimestamp();
        pending.IncidentChanges = incidents.ChangesOf(pending);
        if (delivery.Commit(pending, stop) == CommitOutcome.Restart)
        {
            mustRestart = true;
            return;
        }

        incidents.Enter(pending.IncidentChanges);
        parts.Incidents.Show(incidents);
        parts.Committed.Publish(pending);
        events.Committed(pending, parts.Time.GetElapsedTime(start));
        foreach (var (partition, range) in pending.Partitions)
        {
            parts.Lags.Reached(partition, range.To);
        }

        pending.Continue();
    }

    private IEnumerable<TopicPartitionOffset> Assign(List<TopicPartition> partitions)
    {
        try
        {
            var offsets = starts.Find(consumer, partitions);
            foreach (var offset in offsets)
            {
                var partition = PartitionId.Of(offset.TopicPartition);
                pending.Begin(partition, offset.Offset);
                parts.Lags.Reached(partition, offset.Offset);
            }

            TakeUpIncidents([.. partitions.Select(PartitionId.Of)]);
            events.Joined([.. partitions.Select(PartitionId.Of)]);
            return offsets;
        }
        catch (KafkaException notYet)
        {
            events.WaitingForBroker(notYet.Error);
        }
        catch (Exception thrown)
        {
            // What a handler throws is lost in the client, and leaves the consumer without its partitions for ever.
            bug = thrown;
        }

        mustRestart = true;
        return partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Unset));
    }

    private void Give(List<TopicPartitionOffset> partitions)
    {
        try
        {
            Forget(partitions);
        }
        catch (Exception thrown)
        {
            (bug, mustRestart) = (thrown, true);
        }
    }

    private void Forget(List<TopicPartitionOffset> partitions)
    {
        PartitionId[] given = [.. partitions.Select(partition => PartitionId.Of(partition.TopicPartition))];
        pending.Drop(given);
        incidents.Drop(given);
        stalls.Forget(given);
        parts.Incidents.Show(incidents);
        foreach (var partition in given)
        {
            parts.Lags.Forget(partition);
        }

        events.Gave(given);
    }

    private void TakeUpIncidents(IReadOnlyCollection<PartitionId> partitions)
    {
        if (partitions.Count == 0)
        {
            return;
        }

        foreach (var incident in incidentReader.ReadOpen(partitions, events.ClientError))
        {
            incidents.Restore(incident);
        }

        parts.Incidents.Show(incidents);
    }

    private void ReadStatistics(string json)
    {
        var statistics = FetchStatistics.Parse(json);
        var mine = statistics.Partitions.Where(partition => parts.Lags.TryGetReached(partition.Id, out _)).ToList();
        var stalled = stalls.Look(mine.Select(FromWhereItBegan), AskForEnd);
        parts.Lags.Take(mine, stalled);
        foreach (var partition in stalled)
        {
            NoteStall(partition);
        }

        if (statistics.IsConnected)
        {
            events.BrokerAnswers();
        }
    }

    // Before anything is fetched, the client has no position.
    private FetchedPartition FromWhereItBegan(FetchedPartition partition) =>
        parts.Lags.TryGetReached(partition.Id, out var begin) && partition.Next < begin ? partition with { Next = begin } : partition;

    private long AskForEnd(PartitionId partition)
    {
        try
        {
            return consumer.QueryWatermarkOffsets(partition.ToTopicPartition(), ShortPatience).High;
        }
        catch (KafkaException)
        {
            // It is asked again after a while; that the broker does not answer is told elsewhere.
            return 0;
        }
    }

    private void NoteStall(FetchedPartition partition)
    {
        var key = new IncidentKey("partition-stalled", "", "", partition.Id);
        if (incidents.Has(key))
        {
            incidents.Keep(key);
            return;
        }

        var here = new Sighting(partition.Next, parts.Time.GetUtcNow());
        incidents.Note(key, StallWatch.ExampleOf(partition, parts.Settings.StalledAfter), here, here, 1);
        events.Stalled(partition.Id, partition.Next);
    }
}
