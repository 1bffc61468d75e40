using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Joining;

/// <summary>
/// The join of one partition of predictions with the partition of labels of the same number: what is paired is a function of the records below two offsets, whatever the order in
/// which the two topics were read.
/// </summary>
/// <remarks>
/// <code>
///   decide     a record counts, or is disordered; records of a partition in their order     <see cref="EventClock"/>
///   stand      a prediction stands, or is a duplicate; a label waits                          <see cref="RecordLog"/>
///   pair       labels in reach of a prediction, in the order of their offsets                 <see cref="RowLabels"/>
///   settle     what no record can reach any more has expired, or is an orphan                 <see cref="Settle"/>
///   check      the books balance, or nothing is committed                                     <see cref="Check"/>
///   forget     what cannot matter any more                                                    <see cref="Forget"/>
/// </code>
/// All changes go to deltas as they happen. Nothing here knows of Kafka.
/// </remarks>
/// <param name="settings">How labels are joined.</param>
/// <param name="contractOf">The contract of a model.</param>
/// <param name="deltaOf">The delta of a model, a version and the window of a time; labels by themselves are under empty names.</param>
internal sealed class PartitionJoin(JoinSettings settings, Func<string, Contract?> contractOf, Func<JoinedStream, long, WindowFigures> deltaOf)
{
    private readonly JoinReach reach = new(settings);
    private readonly EventClock clockOfPredictions = new((long)settings.Disorder.TotalMilliseconds);
    private readonly EventClock clockOfLabels = new((long)settings.Disorder.TotalMilliseconds);
    private readonly Queue<HeldRecord> heldPredictions = new();
    private readonly Queue<HeldRecord> heldLabels = new();
    private readonly RecordLog predictions = new();
    private readonly RecordLog labels = new();
    private readonly JoinedStreams streams = new(contractOf);
    private readonly List<int> found = [];
    private readonly RowLabels rowLabels = new(settings.Corrections);

    /// <summary>What is off with labels and the predictions that they reach, for whoever reads it to clear.</summary>
    public List<LabelMisfit> Misfits { get; } = [];

    /// <summary>How much of what was predicted lately is labelled.</summary>
    public RecentPredictions Recent { get; } = new();

    /// <summary>Bytes in memory.</summary>
    public long Bytes => predictions.Bytes + labels.Bytes;

    /// <summary>Predictions and labels that are kept.</summary>
    public (long Predictions, long Labels) Kept => (predictions.Count, labels.Count);

    /// <summary>The times of both partitions.</summary>
    public (long Predictions, long Labels) Times => (clockOfPredictions.Time, clockOfLabels.Time);

    /// <summary>Adds the next record of the partition of predictions.</summary>
    public void Add(in PredictionRecord record)
    {
        var stream = streams.Find(record.Model, record.Version);
        var handle = 0;
        if (!record.IsRejected)
        {
            var kept = new LoggedRecord
            {
                Time = record.Time,
                Offset = record.Offset,
                Hash = HashOf(record.Id),
                Length = StoredPrediction.LengthOf(record),
                Rows = record.Rows,
                Unlabelled = record.Rows,
                Stream = stream,
                IdLength = (ushort)record.Id.Length,
                Type = record.Type,
                Kind = record.Kind,
                Flags = record.Weights.IsEmpty ? RecordFlags.None : RecordFlags.HasExtra,
            };
            handle = predictions.Add(kept, out var payload);
            StoredPrediction.Write(record, payload);
        }

        heldPredictions.Enqueue(new HeldRecord(handle, record.Time, record.Rows, stream));
        clockOfPredictions.Add(record.Time);
        while (clockOfPredictions.TryDecide(out var isDisordered))
        {
            DecidePrediction(heldPredictions.Dequeue(), isDisordered);
        }
    }

    /// <summary>Adds the next record of the partition of labels.</summary>
    public void Add(in LabelRecord record)
    {
        var handle = 0;
        if (!record.IsRejected && !record.IsHeartbeat)
        {
            var kept = new LoggedRecord
            {
                Time = record.Time,
                Offset = record.Offset,
                Hash = HashOf(record.Id),
                Length = StoredLabel.LengthOf(record),
                Rows = record.Rows,
                Stream = record.Model.Length + record.Version.Length == 0 ? 0 : streams.Find(record.Model, record.Version),
                IdLength = (ushort)record.Id.Length,
                Type = record.Type,
                Flags = (record.HasRowNumbers ? RecordFlags.HasExtra : 0) | (record.Shape.Rank > 1 ? RecordFlags.HasAxes : 0) | (record.IsWithdrawal ? RecordFlags.Withdraws : 0),
                Outcome = LabelOutcome.Waiting,
            };
            handle = labels.Add(kept, out var payload);
            StoredLabel.Write(record, payload);
        }

        heldLabels.Enqueue(new HeldRecord(handle, record.Time, record.Rows, 0));
        clockOfLabels.Add(record.Time);
        while (clockOfLabels.TryDecide(out var isDisordered))
        {
            DecideLabel(heldLabels.Dequeue(), isDisordered);
        }
    }

    /// <summary>Ends the waiting of rows that nothing can reach any more.</summary>
    public void Settle()
    {
        predictions.Close(reach.ExpiredBefore(clockOfLabels.Time), handle =>
        {
            ref var prediction = ref predictions[handle];
            Move(prediction, PredictionOutcome.Waiting, PredictionOutcome.Expired, prediction.Unlabelled);
        });
        labels.Close(reach.OrphanedBefore(clockOfPredictions.Time), handle =>
        {
            if (labels[handle].Outcome == LabelOutcome.Waiting)
            {
                Become(ref labels[handle], LabelOutcome.Orphan);
            }
        });
    }

    /// <summary>Checks that the books balance.</summary>
    /// <exception cref="InvalidOperationException">They do not, which is a bug: nothing may be committed.</exception>
    public void Check()
    {
        foreach (var stream in streams.All)
        {
            if (!stream.IsBalanced)
            {
                throw new InvalidOperationException($"The books of the join do not balance for model {stream.Model}, version {stream.Version}.");
            }
        }

        if (!streams.AreLabelsBalanced)
        {
            throw new InvalidOperationException("The books of the join do not balance for labels.");
        }
    }

    /// <summary>What was read so far is all that is known of the time before it: from here on it counts.</summary>
    public void BeginToCount() => Recent.KnowFrom(reach.PredictionsNeededFrom(clockOfPredictions.Time, clockOfLabels.Time));

    /// <summary>All is committed: forgets what cannot matter any more.</summary>
    public void Forget()
    {
        Recent.Commit(clockOfPredictions.Time);
        predictions.Forget(reach.PredictionsNeededFrom(clockOfPredictions.Time, clockOfLabels.Time));
        labels.Forget(reach.LabelsNeededFrom(clockOfPredictions.Time, clockOfLabels.Time));
    }

    private void DecidePrediction(HeldRecord held, bool isDisordered)
    {
        var stream = streams[held.Stream];
        stream.Received += held.Rows;
        if (held.Handle == 0)
        {
            Count(stream, held.Time, PredictionOutcome.Rejected, held.Rows);
            return;
        }

        predictions.Decide(held.Handle);
        if (isDisordered)
        {
            Count(stream, held.Time, PredictionOutcome.Disordered, held.Rows);
            return;
        }

        ref var prediction = ref predictions[held.Handle];
        if (HasEarlier(held.Handle))
        {
            predictions.Index(held.Handle);
            Count(stream, held.Time, PredictionOutcome.Duplicate, held.Rows);
            return;
        }

        prediction.Flags |= RecordFlags.Stands | RecordFlags.IsOpen;
        predictions.Index(held.Handle);
        Count(stream, held.Time, PredictionOutcome.Waiting, held.Rows);
        labels.Find(prediction.Hash, predictions.IdOf(held.Handle), found);
        foreach (var label in found)
        {
            Pair(label, held.Handle);
        }
    }

    private void DecideLabel(HeldRecord held, bool isDisordered)
    {
        streams.LabelsReceived += held.Rows;
        if (held.Handle == 0)
        {
            Count(held.Time, LabelOutcome.Rejected, held.Rows);
            return;
        }

        labels.Decide(held.Handle);
        if (isDisordered)
        {
            Count(held.Time, LabelOutcome.Disordered, held.Rows);
            return;
        }

        ref var label = ref labels[held.Handle];
        label.Flags |= RecordFlags.IsOpen;
        labels.Index(held.Handle);
        Count(held.Time, LabelOutcome.Waiting, held.Rows);
        predictions.Find(label.Hash, labels.IdOf(held.Handle), found);
        foreach (var prediction in found)
        {
            if ((predictions[prediction].Flags & RecordFlags.Stands) != 0)
            {
                Pair(held.Handle, prediction);
            }
        }
    }

    private bool HasEarlier(int handle)
    {
        ref var prediction = ref predictions[handle];
        predictions.Find(prediction.Hash, predictions.IdOf(handle), found);
        foreach (var earlier in found)
        {
            if (predictions[earlier].Stream == prediction.Stream && reach.AreTooNear(predictions[earlier].Time, prediction.Time))
            {
                return true;
            }
        }

        return false;
    }

    private void Pair(int labelHandle, int predictionHandle)
    {
        ref var label = ref labels[labelHandle];
        ref var prediction = ref predictions[predictionHandle];
        if (!reach.Reaches(label.Time, prediction.Time) || !streams.IsFor(label.Stream, prediction.Stream))
        {
            return;
        }

        var stream = streams[prediction.Stream];
        var wasUnlabelled = prediction.Unlabelled == prediction.Rows;
        var change = rowLabels.Apply(stream, new StoredPrediction(prediction, predictions.PayloadOf(predictionHandle)), labels, labelHandle);
        if (change.Fault is { } fault)
        {
            Misfits.Add(new LabelMisfit(label.Offset, label.Time, stream.Model, stream.Version, fault));
        }

        if (!change.IsFit)
        {
            Become(ref label, label.Outcome == LabelOutcome.Matched ? LabelOutcome.Matched : LabelOutcome.Rejected);
            return;
        }

        if ((label.Flags & RecordFlags.Withdraws) == 0)
        {
            Become(ref label, LabelOutcome.Matched);
        }

        Enter(stream, ref prediction, change);
        if (wasUnlabelled && prediction.Unlabelled < prediction.Rows)
        {
            deltaOf(stream, prediction.Time).NoteDelay((label.Time - prediction.Time) / 1000.0);
        }
    }

    // Rows with a label were waiting before: none can be reached that has expired.
    private void Enter(JoinedStream stream, ref LoggedRecord prediction, RowChanges change)
    {
        var delta = deltaOf(stream, prediction.Time);
        var scored = change.Added.Scored + change.Added.Infinite - change.TakenOut.Scored - change.TakenOut.Infinite;
        var ignored = change.Added.Ignored - change.TakenOut.Ignored;
        delta.Totals.Add(change.Added);
        if (!change.TakenOut.IsEmpty)
        {
            delta.TakeOut(change.TakenOut);
        }

        prediction.Unlabelled -= (int)(scored + ignored);
        Count(stream, prediction.Time, PredictionOutcome.Scored, scored);
        Count(stream, prediction.Time, PredictionOutcome.Ignored, ignored);
        Count(stream, prediction.Time, PredictionOutcome.Waiting, -(scored + ignored));
        delta.Join.Add(change.Counts);
        stream.Levels.Add(change.Counts);
    }

    private void Become(ref LoggedRecord label, LabelOutcome outcome)
    {
        if (label.Outcome != outcome)
        {
            Count(label.Time, label.Outcome, -label.Rows);
            Count(label.Time, outcome, label.Rows);
            label.Outcome = outcome;
        }
    }

    private void Move(in LoggedRecord prediction, PredictionOutcome from, PredictionOutcome to, int rows)
    {
        Count(streams[prediction.Stream], prediction.Time, from, -rows);
        Count(streams[prediction.Stream], prediction.Time, to, rows);
    }

    private void Count(JoinedStream stream, long time, PredictionOutcome outcome, long rows)
    {
        if (rows != 0)
        {
            stream.Levels.Add(outcome, rows);
            Recent.Count(stream, time, outcome, rows);
            deltaOf(stream, time).Join.Add(outcome, rows);
        }
    }

    private void Count(long time, LabelOutcome outcome, long rows)
    {
        if (rows != 0)
        {
            streams.Labels.Levels.Add(outcome, rows);
            deltaOf(streams.Labels, time).Join.Add(outcome, rows);
        }
    }

    private static int HashOf(ReadOnlySpan<byte> id)
    {
        var hash = new HashCode();
        hash.AddBytes(id);
        return hash.ToHashCode();
    }
}
