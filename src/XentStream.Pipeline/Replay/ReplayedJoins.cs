using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Replay;

/// <summary>
/// The joins of the partitions that a thread replays. They are the worker's own; what they change goes to the windows of the replay where it is of the time, model and version that are asked for, and is left
/// out elsewhere.
/// </summary>
internal sealed class ReplayedJoins(WorkerSettings settings, ReplayScope scope, OpenWindows windows)
{
    private readonly Dictionary<int, JoinedPartition> partitions = [];
    private readonly WindowFigures uncounted = new();

    /// <summary>The joins.</summary>
    public IReadOnlyCollection<JoinedPartition> All => partitions.Values;

    /// <summary>Whether they have as much in memory as they may.</summary>
    public bool AreFull => partitions.Values.Sum(partition => partition.Join.Bytes) >= settings.Join!.MemoryBytes;

    /// <summary>Begins the joins of partitions, of which there are both halves.</summary>
    public void Begin(IReadOnlyCollection<PartitionReading> readings)
    {
        windows.BeginInTheMiddle = readings.Any(reading => reading.Counted > reading.From);
        foreach (var pair in readings.ToLookup(reading => reading.Id.Number))
        {
            var labels = pair.Single(reading => reading.Id.Topic == settings.Topics.Labels);
            var predictions = pair.Single(reading => reading != labels);
            JoinedPartition? joined = null;
            var join = new PartitionJoin(settings.Join!, settings.ContractOf, (stream, time) => FiguresOf(joined!, stream, time));
            joined = new JoinedPartition(predictions.Id, labels.Id, new JoinOffsets(predictions.Counted, labels.Counted), join);
            partitions.Add(pair.Key, joined);
        }
    }

    /// <summary>Adds a record.</summary>
    public void Add(ConsumeResult<RecordKey, Evaluation> record)
    {
        var (partition, evaluation) = (partitions[record.Partition], record.Message.Value);
        var at = EventTime.Of(record.Message.Timestamp);
        if (evaluation.Joined!.IsLabel)
        {
            Reject(partition, evaluation.Status == BatchStatus.Rejected ? evaluation.Faults[0] : null, at);
        }
        else if (partition.IsRebuilt && Selects(evaluation.Model, evaluation.Version, at))
        {
            windows.Find(evaluation.Model, evaluation.Version, at).Receive(evaluation);
        }

        partition.Feed(record.Offset, record.Message.Timestamp, evaluation);
        partition.Join.Misfits.ForEach(misfit => Reject(partition, misfit.Fault, EventTime.Of(misfit.Time)));
        partition.Join.Misfits.Clear();
    }

    /// <summary>All that is below the counted offsets was added: from here on it counts.</summary>
    public void BeginToCount()
    {
        foreach (var partition in partitions.Values)
        {
            partition.BeginToCount();
        }
    }

    /// <summary>As a commit does: what expired is counted, the books balance, and what cannot matter any more is forgotten.</summary>
    /// <exception cref="InvalidOperationException">They do not balance, which is a bug.</exception>
    public void Settle()
    {
        foreach (var partition in partitions.Values)
        {
            partition.Settle();
            partition.Join.Forget();
        }
    }

    // Labels are for any model, and are counted where their books are.
    private void Reject(JoinedPartition partition, Fault? fault, DateTimeOffset at)
    {
        if (fault?.Severity == Severity.Reject && partition.IsRebuilt && Selects("", "", at))
        {
            windows.Find("", "", at).RejectLabels(fault.Code, 1);
        }
    }

    private WindowFigures FiguresOf(JoinedPartition partition, JoinedStream stream, long time)
    {
        var at = EventTime.Of(time);
        return partition.IsRebuilt && Selects(stream.Model, stream.Version, at) ? windows.Find(stream.Model, stream.Version, at) : uncounted;
    }

    private bool Selects(string model, string version, DateTimeOffset at) => scope.Selects(at) && scope.Selects(model, version);
}
