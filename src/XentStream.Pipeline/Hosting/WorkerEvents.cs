using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Hosting;

/// <summary>What happens to one thread of the worker, told to the log, the metrics and the health checks: one event, one method.</summary>
internal sealed class WorkerEvents(BrokerTrouble trouble, LaneHealth health, WorkerInstruments instruments, ILogger logger)
{
    private readonly ConsumedRecords consumed = new(instruments);

    /// <summary>The thread has met the broker and joined its group.</summary>
    public void Joined(IReadOnlyCollection<PartitionId> partitions)
    {
        health.Joined();
        WorkerLog.Assigned(logger, string.Join(", ", partitions));
    }

    /// <summary>Partitions went to another worker, or were lost.</summary>
    public void Gave(IReadOnlyCollection<PartitionId> partitions) => WorkerLog.Revoked(logger, string.Join(", ", partitions));

    /// <summary>The broker answers; trouble that was told of is over.</summary>
    public void BrokerAnswers()
    {
        if (trouble.End())
        {
            WorkerLog.Recovered(logger);
        }
    }

    /// <summary>The client tells of an error by itself.</summary>
    public void ClientError(Error error)
    {
        instruments.CountBrokerError(error);
        if (error.Code is ErrorCode.Local_Transport or ErrorCode.Local_Resolve or ErrorCode.Local_Ssl)
        {
            trouble.ConnectionFailed(error);
        }
        else if (error.IsFatal || error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Authentication)
        {
            trouble.CannotUse(error);
        }
    }

    /// <summary>A call needs the broker, which does not do as it is asked. Who can say so has come round: a worker that waits for its broker must not be restarted.</summary>
    public void WaitingForBroker(Error error)
    {
        health.Beat();
        trouble.CannotUse(error);
    }

    /// <summary>Something stands in the way that only a person can change.</summary>
    public void Trouble(string sentence) => trouble.Tell(sentence);

    /// <summary>A transaction was committed.</summary>
    public void TransactionCommitted() => instruments.CountTransaction("committed");

    /// <summary>A transaction was aborted and will be tried again.</summary>
    public void TransactionAborted(Error reason)
    {
        health.Beat();
        instruments.CountTransaction("aborted");
        WorkerLog.TransactionAborted(logger, reason.Reason);
        if (reason.Code == ErrorCode.TopicAuthorizationFailed)
        {
            trouble.CannotUse(reason);
        }
    }

    /// <summary>The outcome of a transaction is unknown.</summary>
    public void TransactionUnknown(Error reason)
    {
        instruments.CountTransaction(reason.Code is ErrorCode.Local_Fenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch ? "fenced" : "aborted");
        WorkerLog.TransactionUnknown(logger, reason.Reason);
    }

    /// <summary>A committed transaction had partitions without a marker, which they have now.</summary>
    public void MarkersSupplied(int partitions) => WorkerLog.MarkersSupplied(logger, partitions);

    /// <summary>Results or offsets could not be written.</summary>
    public void CommitFailed(Error reason) => WorkerLog.CommitFailed(logger, reason.Reason);

    /// <summary>The thread begins again at the committed offsets.</summary>
    public void Restarting()
    {
        consumed.Show();
        WorkerLog.Restarting(logger);
    }

    /// <summary>Retention removed records before they were read, or markers of transactions, which cannot be told from records any more.</summary>
    public void RecordsLost(PartitionId partition, long count)
    {
        instruments.CountLost(count);
        WorkerLog.RecordsLost(logger, partition.ToString(), count);
    }

    /// <summary>Offsets whose bytes are damaged were passed over, and that is committed.</summary>
    public void RecordsDamaged(PartitionId partition, long from, long to)
    {
        instruments.CountLost(to - from);
        WorkerLog.RecordsDamaged(logger, partition.ToString(), from, to - 1);
    }

    /// <summary>The broker has forgotten the offsets of a group that was away; the results have not.</summary>
    public void OffsetsForgotten(PartitionId partition, long end) => WorkerLog.OffsetsForgotten(logger, partition.ToString(), end);

    /// <summary>A partition ends before the offset that is committed: records that were evaluated are gone.</summary>
    public void Truncated(PartitionId partition, long committed, long end) => WorkerLog.Truncated(logger, partition.ToString(), committed, end);

    /// <summary>A partition has records and stands still: new clients are tried.</summary>
    public void StandsStill(PartitionId partition, long offset) => WorkerLog.StandsStill(logger, partition.ToString(), offset);

    /// <summary>A partition has records and stands still, with new clients too.</summary>
    public void Stalled(PartitionId partition, long offset) => WorkerLog.Stalled(logger, partition.ToString(), offset);

    /// <summary>What a join has to know was read again, or from the disk.</summary>
    public void Rebuilt(RebuiltState state)
    {
        if (state.Unfit is null)
        {
            WorkerLog.StateRead(logger, state.Predictions.ToString(), state.Records, state.Horizon);
        }
        else
        {
            WorkerLog.StateNotRead(logger, state.Predictions.ToString(), state.Unfit, state.Records);
        }
    }

    /// <summary>What a join knows could not be written to the disk.</summary>
    public void StateNotWritten(PartitionId predictions, string folder, string reason) => WorkerLog.StateNotWritten(logger, predictions.ToString(), folder, reason.TrimEnd('.'));

    /// <summary>A certificate, key or secret was renewed on disk.</summary>
    public void FilesChanged() => WorkerLog.FilesChanged(logger);

    /// <summary>A topic that is read does not exist any more.</summary>
    public void TopicMissing(string topic) => trouble.Tell($"The input topic `{topic}` does not exist any more. It is looked for again; create it, or correct Topics:Input.");

    /// <summary>A record was evaluated. Normal operation logs nothing; a bug is logged with the place of the record.</summary>
    public void Evaluated(string topic, int partition, long offset, Evaluation evaluation)
    {
        consumed.Add(topic, evaluation.Duration);
        if (evaluation.Bug is { } bug)
        {
            WorkerLog.Crash(logger, bug, topic, partition, offset);
        }
    }

    /// <summary>A batch was committed.</summary>
    public void Committed(PendingBatch batch, TimeSpan duration)
    {
        consumed.Show();
        instruments.Committed(batch, duration);
        foreach (var incident in batch.IncidentChanges)
        {
            if (incident.ResolvedAt is not null)
            {
                WorkerLog.IncidentResolved(logger, incident.Key.Id, incident.Count);
            }
            else if (incident.OpenedAt == incident.SeenAt)
            {
                WorkerLog.IncidentOpened(logger, incident.Key.Id, incident.Example.Wrong, incident.First.Offset);
            }
        }
    }
}
