using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// The part of a lane that joins labels to predictions. A partition that comes is rebuilt before the first record of it is taken; until then all partitions of the lane are paused,
/// and polled all the same, so that the group does not wait for them.
/// </summary>
internal sealed class JoinedLane(LaneParts parts, JoinSettings settings, PendingBatch pending, IncidentBook incidents, WorkerEvents events)
{
    private const int TurnsBetweenReleases = 64;

    private readonly JoinedPartitions partitions = new(parts.Settings, pending);
    private readonly JoinAlignment alignment = new(settings, parts.Time);
    private readonly PartitionerCheck partitioners = new(parts, incidents);
    private readonly StateKeeper? keeper = parts.Rebuild.Store is { } store ? new StateKeeper(store, settings, parts.Time, events) : null;
    private int changes;
    private int turns;

    /// <summary>Whether partitions have to be rebuilt before records are taken.</summary>
    public bool MustRebuild { get; private set; }

    /// <summary>Whether a partition waits for its other half, or for joins to be rebuilt.</summary>
    public bool IsPaused(PartitionId partition) => MustRebuild || alignment.IsPaused(partition);

    /// <summary>Partitions come.</summary>
    public void Begin(List<TopicPartitionOffset> begins)
    {
        changes++;
        partitions.Begin(begins);
        MustRebuild = partitions.Unbuilt.Count > 0;
    }

    /// <summary>Partitions go.</summary>
    public void Drop(PartitionId[] given)
    {
        changes++;
        keeper?.Give(partitions.All.Where(partition => given.Contains(partition.Predictions) || given.Contains(partition.Labels)));
        partitions.Drop(given);
        MustRebuild = partitions.Unbuilt.Count > 0;
        alignment.Forget(given);
    }

    /// <summary>Takes a record.</summary>
    /// <param name="consumer">The lane's consumer.</param>
    /// <param name="record">The record.</param>
    /// <param name="now">When it was taken, by the clock's own count.</param>
    public void Add(IConsumer<RecordKey, Evaluation> consumer, ConsumeResult<RecordKey, Evaluation> record, long now)
    {
        if (partitions.Find(record.Partition) is not { } partition)
        {
            consumer.Pause([record.TopicPartition]);
            consumer.Seek(record.TopicPartitionOffset);
            events.Trouble($"The partition {record.Partition.Value} of `{record.Topic}` has no other half: the topics that are joined have different numbers of partitions now. Make them equal, and start the worker again.");
            return;
        }

        partitioners.Note(consumer, record, partition);
        partitions.Add(record, partition);
        alignment.Note(consumer, record.Message.Value.Joined!.IsLabel ? partition.Labels : partition.Predictions, partition, now);
    }

    /// <summary>A partition was read to its end.</summary>
    public void NoteEnd(TopicPartition partition) => alignment.NoteEnd(PartitionId.Of(partition));

    /// <summary>Lets partitions go on that waited for their other half.</summary>
    /// <param name="consumer">The lane's consumer.</param>
    /// <param name="isIdle">Whether nothing came: while records come, it is looked at now and then.</param>
    public void Release(IConsumer<RecordKey, Evaluation> consumer, bool isIdle)
    {
        if (!isIdle && ++turns % TurnsBetweenReleases != 0)
        {
            return;
        }

        alignment.Release(consumer);
        foreach (var waiting in alignment.IsFull ? alignment.Paused : [])
        {
            NoteFull(waiting);
        }
    }

    /// <summary>Makes what is pending ready to be committed.</summary>
    public void Settle() => partitions.Settle();

    /// <summary>What was pending is committed.</summary>
    public void Committed()
    {
        partitions.Forget();
        keeper?.Committed(partitions.All);
        Show();
        alignment.IsFull = partitions.Bytes >= settings.MemoryBytes;
    }

    /// <summary>Rebuilds what has to be, if it stays ours for so long.</summary>
    /// <param name="consumer">The lane's consumer.</param>
    /// <param name="record">A record that came before the partitions could be paused: it is read once more.</param>
    /// <param name="beat">Tells that the thread is alive.</param>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public void Rebuild(IConsumer<RecordKey, Evaluation> consumer, ConsumeResult<RecordKey, Evaluation>? record, Action beat)
    {
        var before = changes;
        Pause(consumer, record);
        var unbuilt = partitions.Unbuilt;
        try
        {
            foreach (var state in parts.Rebuild.Run(unbuilt, incidents, () => GoOn(consumer, before, beat), events.ClientError))
            {
                events.Rebuilt(state);
            }
        }
        finally
        {
            // An error of a client may end it too, and not the lane: what is half read would be read a second time on top.
            foreach (var half in partitions.Unbuilt.Intersect(unbuilt))
            {
                partitions.BeginAgain(half);
            }
        }

        unbuilt.Where(partition => partition.IsRebuilt).ToList().ForEach(partition => keeper?.Begin(partition));

        Show();
        MustRebuild = partitions.Unbuilt.Count > 0;
        if (!MustRebuild)
        {
            consumer.Resume(consumer.Assignment);
        }
    }

    private void Show()
    {
        foreach (var partition in partitions.All.Where(partition => partition.IsRebuilt))
        {
            parts.Joins.Show(this, partition);
        }
    }

    private bool GoOn(IConsumer<RecordKey, Evaluation> consumer, int before, Action beat)
    {
        beat();
        if (consumer.Consume(TimeSpan.Zero) is { IsPartitionEOF: false } early)
        {
            Pause(consumer, early);
        }

        return changes == before;
    }

    private void NoteFull(PartitionId waiting)
    {
        var key = new IncidentKey("join-state-full", "", "", waiting);
        if (incidents.Has(key))
        {
            incidents.Keep(key);
            return;
        }

        var now = new Sighting(0, parts.Time.GetUtcNow());
        incidents.Note(key, FullOf(waiting), now, now, 1);
    }

    private IncidentExample FullOf(PartitionId waiting) => new(
        "warn",
        $"Reading {waiting} waits: what the joins keep has reached {partitions.Bytes} bytes, and {settings.MemoryBytes} are allowed.",
        "The other topic is behind or silent, so that nothing expires; or more is predicted within Join:Within than fits.",
        "Raise Join:MemoryBytes, add workers, shorten Join:Within, or send heartbeats to the topic that is silent.");

    private static void Pause(IConsumer<RecordKey, Evaluation> consumer, ConsumeResult<RecordKey, Evaluation>? record)
    {
        consumer.Pause(consumer.Assignment);
        if (record is { IsPartitionEOF: false })
        {
            consumer.Seek(record.TopicPartitionOffset);
        }
    }
}
