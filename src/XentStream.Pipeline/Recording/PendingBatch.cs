using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Recording;

/// <summary>Step 6 of the way of the data: everything that a thread has evaluated and not yet committed, by partition.</summary>
internal sealed class PendingBatch(WorkerSettings settings, TimeProvider time)
{
    // Totals take some 10 KB each; a stream that names a new model with each record must not fill the memory.
    private const int MaxDeltas = 1024;

    // Of most records only numbers are kept, of rejected ones all bytes, headers and objects around them.
    private const long MaxKeptBytes = 32 * 1024 * 1024;
    private const long AroundKept = 1024;

    // Producers set timestamps as they like; microseconds in place of milliseconds are beyond what a date can hold.
    private static readonly long LatestTimestamp = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly Dictionary<PartitionId, PendingPartition> partitions = [];
    private readonly Dictionary<PartitionId, long> positions = [];
    private readonly Stack<PendingDelta> unused = [];
    private long firstAt;
    private int records;
    private long bytes;
    private long keptBytes;
    private int deltas;
    private (PartitionId Predictions, PendingPartition OfPredictions, PendingPartition OfLabels)? lastJoined;

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
    public TimeSpan Age => time.GetElapsedTime(firstAt);

    /// <summary>How long until a commit is due; zero or less where it is.</summary>
    public TimeSpan TimeToCommit
    {
        get
        {
            var commit = settings.Commit;
            return IsEmpty ? commit.Interval
                : records >= commit.Records || bytes >= commit.Bytes || deltas >= MaxDeltas || keptBytes >= MaxKeptBytes ? TimeSpan.Zero
                : commit.Interval - Age;
        }
    }

    /// <summary>Notes where a partition that was just assigned begins, so that ranges of offsets tile it without a gap.</summary>
    public void Begin(PartitionId partition, long position) => positions[partition] = position;

    /// <summary>Adds a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="held">What it was before it was quarantined, where it comes from there: then its window is the one that it had.</param>
    public void Add(ConsumeResult<RecordKey, Evaluation> record, QuarantinedRecord? held = null)
    {
        var evaluation = record.Message.Value;
        var partition = Open(new PartitionId(record.Topic, record.Partition), record.Offset);
        Take(partition, record);
        var at = TimeOf(held?.Timestamp ?? record.Message.Timestamp);
        partition.See(at);
        FindDelta(partition, new DeltaKey(evaluation.Model, evaluation.Version, DeltaKey.WindowOf(at, settings.Window))).Add(evaluation, at);
        Keep(partition, record, at, held);
    }

    /// <summary>Adds a record of one of two topics that are joined. What became of rows is the join's to tell, by <see cref="DeltaOf"/>.</summary>
    /// <param name="record">The record.</param>
    /// <param name="predictions">The partition of predictions that it belongs to.</param>
    /// <param name="labels">The partition of labels of the same number.</param>
    public void AddJoined(ConsumeResult<RecordKey, Evaluation> record, PartitionId predictions, PartitionId labels)
    {
        var evaluation = record.Message.Value;
        var (ofPredictions, ofLabels) = FindHalves(predictions, labels, record.Offset);
        var partition = evaluation.Joined!.IsLabel ? ofLabels : ofPredictions;
        Take(partition, record);
        var at = TimeOf(record.Message.Timestamp);
        partition.See(at);
        if (!evaluation.Joined.IsLabel)
        {
            FindDelta(partition, new DeltaKey(evaluation.Model, evaluation.Version, DeltaKey.WindowOf(at, settings.Window))).Receive(evaluation, at);
        }

        Keep(partition, record, at, held: null);
    }

    /// <summary>Adds what is off with a label and a prediction that it reaches. Where the label does not fit, it is kept: as a pointer where its bytes are gone.</summary>
    public void Add(PartitionId labels, LabelMisfit misfit, QuarantinedRecord? held)
    {
        var partition = partitions[labels];
        Note(partition, misfit.Fault, misfit.Model, misfit.Version, new Sighting(misfit.Offset, TimeOf(new Timestamp(misfit.Time, TimestampType.CreateTime))));
        if (misfit.Fault.Severity == Severity.Reject)
        {
            partition.Quarantined.Add(held ?? QuarantinedRecord.PointTo(labels, misfit));
        }
    }

    /// <summary>The delta of rows whose prediction was at a time.</summary>
    public PendingDelta DeltaOf(PartitionId predictions, string model, string version, Timestamp timestamp) =>
        FindDelta(partitions[predictions], new DeltaKey(model, version, DeltaKey.WindowOf(TimeOf(timestamp), settings.Window)));

    // Records of a partition come in runs, and names of topics are long to look up.
    private (PendingPartition OfPredictions, PendingPartition OfLabels) FindHalves(PartitionId predictions, PartitionId labels, long offset)
    {
        if (lastJoined is { } last && last.Predictions == predictions)
        {
            return (last.OfPredictions, last.OfLabels);
        }

        var (ofPredictions, ofLabels) = (Open(predictions, offset), Open(labels, offset));
        ofPredictions.Labels = (labels, ofLabels);
        lastJoined = (predictions, ofPredictions, ofLabels);
        return (ofPredictions, ofLabels);
    }

    private PendingPartition Open(PartitionId partition, long offset)
    {
        if (IsEmpty)
        {
            firstAt = time.GetTimestamp();
        }

        return Find(partition, offset);
    }

    private void Take(PendingPartition partition, ConsumeResult<RecordKey, Evaluation> record)
    {
        var length = record.Message.Value.Length;
        partition.To = record.Offset + 1;
        partition.Records++;
        partition.Bytes += length;
        records++;
        bytes += length;
        if (partition.Links.Count < CommitTrace.MaxLinks && CommitTrace.LinkOf(record.Message.Headers) is { } sender)
        {
            partition.Links.Add(sender);
        }
    }

    private void Keep(PendingPartition partition, ConsumeResult<RecordKey, Evaluation> record, DateTimeOffset at, QuarantinedRecord? held)
    {
        var evaluation = record.Message.Value;
        Note(partition, evaluation, new Sighting(record.Offset, at));

        if (evaluation.Status == BatchStatus.Rejected)
        {
            partition.Quarantined.Add(held ?? QuarantinedRecord.Of(record));
            partition.KeptBytes += evaluation.Length + AroundKept;
            keptBytes += evaluation.Length + AroundKept;
        }
    }

    /// <summary>Forgets what came from partitions that now belong to another worker, which reads it again.</summary>
    public void Drop(IEnumerable<PartitionId> lost)
    {
        BeginRound();
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
        BeginRound();
        foreach (var (partition, pending) in partitions)
        {
            positions[partition] = pending.To;
            Reuse(pending);
        }

        partitions.Clear();
        IncidentChanges = [];
    }

    /// <summary>The time of a record, whatever its producer wrote.</summary>
    public static DateTimeOffset TimeOf(Timestamp timestamp) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timestamp.UnixTimestampMs, 0, LatestTimestamp));

    // What names the batch, and what it shows with others; it counts once where both say the same.
    private static void Note(PendingPartition partition, Evaluation evaluation, Sighting sighting)
    {
        var name = evaluation.Status == BatchStatus.Scored ? null : evaluation.Faults[0];
        if (name is not null)
        {
            Note(partition, name, evaluation.Model, evaluation.Version, sighting);
        }

        foreach (var fault in evaluation.StreamFaults)
        {
            if (fault.Code != name?.Code)
            {
                Note(partition, fault, evaluation.Model, evaluation.Version, sighting);
            }
        }
    }

    private static void Note(PendingPartition partition, Fault fault, string model, string version, Sighting sighting)
    {
        var key = (fault.Code.Name, model, version);
        if (!partition.Incidents.TryGetValue(key, out var incident))
        {
            incident = new PendingIncident(IncidentExample.Of(fault), sighting);
            partition.Incidents.Add(key, incident);
        }

        incident.Add(sighting);
    }

    private void BeginRound()
    {
        Round++;
        lastJoined = null;
    }

    private PendingPartition Find(PartitionId partition, long offset)
    {
        if (!partitions.TryGetValue(partition, out var pending))
        {
            pending = new PendingPartition(positions.GetValueOrDefault(partition, offset));
            partitions.Add(partition, pending);
        }

        return pending;
    }

    private PendingDelta FindDelta(PendingPartition partition, DeltaKey key)
    {
        if (!partition.Deltas.TryGetValue(key, out var delta))
        {
            delta = unused.TryPop(out var used) ? used : new PendingDelta();
            partition.Deltas.Add(key, delta);
            deltas++;
        }

        return delta;
    }

    private void Reuse(PendingPartition pending)
    {
        foreach (var delta in pending.Deltas.Values)
        {
            delta.Clear();
            unused.Push(delta);
        }

        records -= pending.Records;
        bytes -= pending.Bytes;
        keptBytes -= pending.KeptBytes;
        deltas -= pending.Deltas.Count;
    }
}
