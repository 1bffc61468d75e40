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
internal sealed class EvaluationLane
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(200);

    // A worker that stops has to be done before it is killed; one that begins again may wait for a broker that is away.
    private static readonly TimeSpan LongestLastClose = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(60);

    private readonly LaneParts parts;
    private readonly WorkerEvents events;
    private readonly PendingBatch pending;
    private readonly IncidentBook incidents;
    private readonly IConsumer<RecordKey, Evaluation> consumer;
    private readonly IDelivery delivery;
    private readonly AssignedPartitions partitions;
    private readonly FetchProgress progress;
    private readonly TopicAbsences absences;
    private readonly RefusedPolls refusals;
    private readonly JoinedLane? joined;
    private readonly ClientFiles files;
    private bool mustRestart;
    private TimeSpan timeToCommit;

    private bool MustRestart => mustRestart || partitions.MustRestart;

    public EvaluationLane(LaneParts parts, int thread, StallWatch stalls, MissingTopics missing, WorkerEvents events)
    {
        (this.parts, this.events) = (parts, events);
        incidents = new IncidentBook(parts.Settings, parts.Time);
        files = new ClientFiles(parts.Settings.Kafka, parts.Time);
        files.Note();
        pending = new PendingBatch(parts.Settings, parts.Time);
        joined = parts.Settings.Join is { } join ? new JoinedLane(parts, join, pending, incidents, events) : null;
        var evidence = new ModelEvidence();
        var incidentReader = new IncidentReader(parts.Settings, parts.Clients);
        absences = new TopicAbsences(parts, pending, incidents, incidentReader, missing, events);
        partitions = new AssignedPartitions(parts, pending, incidents, evidence, joined, stalls, absences, incidentReader, events);
        progress = new FetchProgress(parts, pending, incidents, joined, stalls, events);
        var key = new RecordKey();
        var evaluator = new BatchEvaluator(parts.Settings.ContractOf, parts.Time, evidence: evidence);
        consumer = new ConsumerBuilder<RecordKey, Evaluation>(parts.Clients.Consumer(thread))
            .SetKeyDeserializer(key)
            .SetValueDeserializer(new RecordEvaluator(evaluator, parts.Settings.EncodingOf) { Key = key, Join = parts.Settings.Join, LabelTopic = parts.Settings.Topics.Labels })
            .SetPartitionsAssignedHandler((client, assigned) => partitions.Assign(client, assigned))
            .SetPartitionsRevokedHandler((_, revoked) => partitions.Give(revoked))
            .SetPartitionsLostHandler((_, lost) => partitions.Give(lost))
            .SetErrorHandler((_, error) => events.ClientError(error))
            .SetLogHandler((_, message) => parts.Clients.Log(message))
            .SetStatisticsHandler((client, statistics) => ReadStatistics(client, FetchStatistics.Parse(statistics)))
            .Build();
        refusals = new RefusedPolls(parts, pending, incidents, absences, events);
        delivery = parts.Deliveries.Create(thread, consumer, events);
    }

    /// <summary>Evaluates until a stop is asked for, or until the lane has to begin again with new clients.</summary>
    public void Run(LaneHealth health, CancellationToken stop)
    {
        if (!delivery.Open(stop))
        {
            return;
        }

        consumer.Subscribe(parts.Settings.Topics.Read);
        health.Beat();
        while (!stop.IsCancellationRequested && !MustRestart)
        {
            Poll(health, stop);
            health.Beat();
            if (progress.Silent.Count > 0 && !MustRestart)
            {
                refusals.GetOver(progress.Silent, () => TryCommit(stop), health.Beat);
                break;
            }

            timeToCommit = pending.TimeToCommitAt(health.BeatAt);
            if (timeToCommit <= TimeSpan.Zero || incidents.IsDue)
            {
                TryCommit(stop);
                timeToCommit = pending.TimeToCommit;
            }

            if (files.HaveChanged())
            {
                events.FilesChanged();
                break;
            }
        }

        if (partitions.Bug is { } bug)
        {
            ExceptionDispatchInfo.Throw(bug);
        }

        if (!MustRestart && !pending.IsEmpty)
        {
            TryCommit(stop);
        }
    }

    /// <summary>Leaves the group and closes the clients, from which librdkafka does not always come back.</summary>
    /// <returns>False where it did not: then the clients are left as they are, and may be members of the group until the process ends.</returns>
    public bool TryClose(CancellationToken stop)
    {
        var closing = new Thread(Close) { Name = "xentstream-close", IsBackground = true };
        closing.Start();
        var isClosed = closing.Join(stop.IsCancellationRequested ? LongestLastClose : LongestClose);
        partitions.Close();
        return isClosed;
    }

    private void Close()
    {
        try
        {
            // The handlers of a rebalance run inside.
            consumer.Close();
        }
        catch (KafkaException)
        {
            // The group will notice by itself, when the session ends.
        }

        consumer.Dispose();
        delivery.Dispose();
    }

    // Steps 1 to 6: steps 2 to 5 run inside Consume, in the value's deserializer.
    private void Poll(LaneHealth health, CancellationToken stop)
    {
        try
        {
            var wait = timeToCommit < LongestPoll ? timeToCommit : LongestPoll;
            var record = consumer.Consume(Math.Max((int)wait.TotalMilliseconds, 0));
            if (joined is { MustRebuild: true })
            {
                joined.Rebuild(consumer, record, health.Beat);
            }
            else if (record is { IsPartitionEOF: true })
            {
                joined?.NoteEnd(record.TopicPartition);
            }
            else if (record is not null)
            {
                Take(record, health);
            }

            joined?.Release(consumer, isIdle: record is null or { IsPartitionEOF: true });
        }
        catch (ConsumeException refused)
        {
            mustRestart = !TryGoOn(refused, health, stop);
        }
        catch (KafkaException unanswered) when (joined is not null)
        {
            events.WaitingForBroker(unanswered.Error);
            mustRestart = true;
        }
    }

    // By itself: where the lambda stood in the poll, each record would pay for it.
    private bool TryGoOn(ConsumeException refused, LaneHealth health, CancellationToken stop) => refusals.TryGoOn(refused, () => TryCommit(stop), health.Beat);

    // Unless an incident is open, the clock is read once in a round: for each of its readings a small record would pay a twentieth.
    private void Take(ConsumeResult<RecordKey, Evaluation> record, LaneHealth health)
    {
        events.Evaluated(record.Topic, record.Partition, record.Offset, record.Message.Value);
        if (joined is null)
        {
            pending.Add(record);
        }
        else
        {
            joined.Add(consumer, record, health.BeatAt);
        }
    }

    private void ReadStatistics(IConsumer<RecordKey, Evaluation> client, FetchStatistics statistics)
    {
        progress.Read(client, statistics, isOver: partitions.MustRestart);
        absences.LookAgain(client);
        if (statistics.IsConnected)
        {
            events.BrokerAnswers();
        }
    }

    // Steps 7 and 8. False where the lane has to begin again.
    private bool TryCommit(CancellationToken stop)
    {
        var start = parts.Time.GetTimestamp();
        joined?.Settle();
        pending.IncidentChanges = incidents.ChangesOf(pending);
        using var span = CommitTrace.Begin(pending, parts.Settings, parts.Time.GetUtcNow());
        var outcome = delivery.Commit(pending, stop);
        CommitTrace.End(span, outcome);
        if (outcome == CommitOutcome.Restart)
        {
            mustRestart = true;
            return false;
        }

        incidents.Enter(pending.IncidentChanges);
        parts.Incidents.Show(incidents);
        parts.Committed.Publish(pending);
        joined?.Committed();
        events.Committed(pending, parts.Time.GetElapsedTime(start));
        partitions.Reached();
        pending.Continue();
        return true;
    }
}
