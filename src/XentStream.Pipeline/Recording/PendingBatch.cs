using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Incidents;

namespace XentStream.Pipeline.Recording;

/// <summary>Step 6 of the way of the data: everything that a thread has evaluated and not yet committed, by partition.</summary>
internal sealed class PendingBatch(WorkerSettings settings, TimeProvider time)
{
    private readonly Dictionary<PartitionId, PendingPartition> partitions = [];
    private readonly Dictionary<PartitionId, (long Offset, string? TopicId)> positions = [];
    private readonly Stack<PendingDelta> unused = [];
    private readonly PendingSize size = new(settings.Commit, time);

    // Records of a partition come in long runs.
    private (PartitionId Id, PendingPartition Pending)? last;

    /// <summary>Differs whenever deltas that were handed out before are of no use any more.</summary>
    public int Round { get; private set; }

    /// <summary>What came, by partition.</summary>
    public IReadOnlyDictionary<PartitionId, PendingPartition> Partitions => partitions;

    /// <summary>Whether there is nothing to commit.</summary>
    public bool IsEmpty => partitions.Count == 0;

    /// <summary>The offsets to commit.</summary>
    public IEnumerable<TopicPartitionOffset> Ends => partitions.Select(partition => new TopicPartitionOffset(partition.Key.ToTopicPartition(), partition.Value.To));

    /// <summary>All deltas, each with its partition.</summary>
    public IEnumerable<(PartitionId Source, PendingPartition Partition, DeltaKey Key, PendingDelta Delta)> Deltas =>
        from partition in partitions from delta in partition.Value.Deltas select (partition.Key, partition.Value, delta.Key, delta.Value);

    /// <summary>The faults, each with what makes it one incident with others.</summary>
    public IEnumerable<(IncidentKey Key, PendingIncident Incident)> Incidents =>
        from partition in partitions
        from incident in partition.Value.Incidents
        select (new IncidentKey(incident.Key.Code, incident.Key.Model, incident.Key.Version, partition.Key), incident.Value);

    /// <summary>What the commit of this batch changes of the incidents.</summary>
    public IReadOnlyList<Incident> IncidentChanges { get; set; } = [];

    /// <summary>The time since the first record.</summary>
    public TimeSpan Age => size.Age;

    /// <summary>How long until a commit is due; zero or less where it is.</summary>
    public TimeSpan TimeToCommit => TimeToCommitAt(time.GetTimestamp());

    /// <summary>The same at a moment.</summary>
    /// <param name="now">The moment, by the clock's own count.</param>
    public TimeSpan TimeToCommitAt(long now) => IsEmpty ? settings.Commit.Interval : size.TimeToCommitAt(now);

    /// <summary>Notes where a partition that was just assigned begins, so that ranges of offsets tile it without a gap.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="topicId">The id of its topic, or null where the broker has none.</param>
    public void Begin(PartitionId partition, long offset, string? topicId = null) => positions[partition] = (offset, topicId);

    /// <summary>Adds a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="held">What it was before it was quarantined, where it comes from there: then its window is the one that it had.</param>
    public void Add(ConsumeResult<RecordKey, Evaluation> record, QuarantinedRecord? held = null)
    {
        var evaluation = record.Message.Value;
        var partition = Open(new PartitionId(record.Topic, record.Partition), record.Offset);
        var at = EventTime.Of(held?.Timestamp ?? record.Message.Timestamp);
        Take(partition, record, at);
        var delta = FindDelta(partition, evaluation.Model, evaluation.Version, at);

        // What fails again was counted when it failed first.
        if (held is null || evaluation.Status != BatchStatus.Rejected)
        {
            delta.Add(evaluation, at);
        }

        Keep(partition, record, at, held);
    }

    /// <summary>The offset that comes next of a partition, or null where it is not assigned.</summary>
    public long? NextOf(PartitionId partition) =>
        partitions.TryGetValue(partition, out var pending) ? pending.To : positions.TryGetValue(partition, out var position) ? position.Offset : null;

    /// <summary>Goes on behind offsets that cannot be read: they are in no range, and the next commit passes over them. Nothing of the partition may be pending.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="to">Where it goes on.</param>
    /// <param name="pointer">What is kept of them, where they are still there.</param>
    public void PassOver(PartitionId partition, long to, QuarantinedRecord? pointer = null)
    {
        positions[partition] = (to, positions.GetValueOrDefault(partition).TopicId);
        var pending = Open(partition, to);
        if (pointer is not null)
        {
            pending.Quarantined.Add(pointer);
        }
    }

    /// <summary>Forgets what came from partitions that now belong to another worker, which reads it again.</summary>
    public void Drop(IEnumerable<PartitionId> lost)
    {
        Round++;
        last = null;
        foreach (var partition in lost)
        {
            positions.Remove(partition);
            if (partitions.Remove(partition, out var pending))
            {
                Reuse(pending);
            }
        }
    }

    /// <summary>Begins the next batch, behind the one that was committed.</summary>
    public void Continue()
    {
        Round++;
        last = null;
        foreach (var (partition, pending) in partitions)
        {
            positions[partition] = (pending.To, pending.TopicId);
            Reuse(pending);
        }

        partitions.Clear();
        IncidentChanges = [];
    }

    /// <summary>A partition, which gets its range here where nothing of it is pending.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">Where it begins if nothing is known of it.</param>
    internal PendingPartition Open(PartitionId partition, long offset)
    {
        if (last is { } same && same.Id == partition)
        {
            return same.Pending;
        }

        if (IsEmpty)
        {
            size.Begin();
        }

        if (!partitions.TryGetValue(partition, out var pending))
        {
            var (from, topicId) = positions.GetValueOrDefault(partition, (offset, null));
            pending = new PendingPartition(from) { TopicId = topicId };
            partitions.Add(partition, pending);
        }

        last = (partition, pending);
        return pending;
    }

    /// <summary>Takes a record into the range of its partition.</summary>
    internal void Take(PendingPartition partition, ConsumeResult<RecordKey, Evaluation> record, DateTimeOffset at)
    {
        partition.Take(record, at);
        size.AddRecord(record.Message.Value.Length);
    }

    /// <summary>Keeps what is wrong with a record, and its bytes where it is rejected.</summary>
    internal void Keep(PendingPartition partition, ConsumeResult<RecordKey, Evaluation> record, DateTimeOffset at, QuarantinedRecord? held) => size.AddKept(partition.Keep(record, at, held));

    /// <summary>The delta of the window of a time, empty where there was none yet.</summary>
    internal PendingDelta FindDelta(PendingPartition partition, string model, string version, DateTimeOffset at)
    {
        var key = new DeltaKey(model, version, DeltaKey.WindowOf(at, settings.Window));
        if (partition.Find(key) is { } known)
        {
            return known;
        }

        var delta = unused.TryPop(out var used) ? used : new PendingDelta();
        partition.Open(key, delta);
        size.AddDelta();
        return delta;
    }

    private void Reuse(PendingPartition pending)
    {
        foreach (var delta in pending.Deltas.Values)
        {
            delta.Clear();
            unused.Push(delta);
        }

        size.Remove(pending);
    }
}
