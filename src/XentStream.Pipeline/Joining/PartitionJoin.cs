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
internal sealed partial class PartitionJoin
{
    private readonly Func<JoinedStream, long, WindowFigures?> deltaOf;
    private readonly JoinReach reach;
    private readonly EventClock clockOfPredictions;
    private readonly EventClock clockOfLabels;
    private readonly Queue<HeldRecord> heldPredictions = new();
    private readonly Queue<HeldRecord> heldLabels = new();
    private readonly IdIndex index = new();
    private readonly RecordLog predictions;
    private readonly RecordLog labels;
    private readonly JoinedStreams streams;
    private readonly List<int> found = [];
    private readonly RowLabels rowLabels;

    /// <summary>Begins with no records.</summary>
    /// <param name="settings">How labels are joined.</param>
    /// <param name="contractOf">The contract of a model.</param>
    /// <param name="deltaOf">The delta of a model, a version and the window of a time, or null where it does not count; labels by themselves are under empty names.</param>
    public PartitionJoin(JoinSettings settings, Func<string, Contract?> contractOf, Func<JoinedStream, long, WindowFigures?> deltaOf)
    {
        this.deltaOf = deltaOf;
        reach = new JoinReach(settings);
        clockOfPredictions = new EventClock((long)settings.Disorder.TotalMilliseconds);
        clockOfLabels = new EventClock((long)settings.Disorder.TotalMilliseconds);
        predictions = new RecordLog(index, isOfLabels: false);
        labels = new RecordLog(index, isOfLabels: true);
        streams = new JoinedStreams(contractOf);
        rowLabels = new RowLabels(settings.Corrections);
    }

    /// <summary>What is off with labels and the predictions that they reach, for whoever reads it to clear.</summary>
    public List<LabelMisfit> Misfits { get; } = [];

    /// <summary>How much of what was predicted lately is labelled.</summary>
    public RecentPredictions Recent { get; } = new();

    /// <summary>Bytes in memory.</summary>
    public long Bytes => predictions.Bytes + labels.Bytes + index.Bytes;

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
                Hash = IdIndex.HashOf(record.Id),
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
                Hash = IdIndex.HashOf(record.Id),
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

    /// <summary>Ends the waiting of rows that nothing can reach any more, and scores what was laid aside: then the deltas are all that they have to be.</summary>
    public void Settle()
    {
        foreach (var stream in streams.All)
        {
            rowLabels.ScoreDeferred(stream);
        }

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

    /// <summary>What was read so far is all that is known of the time before it: from here on it counts.</summary>
    public void BeginToCount() => Recent.KnowFrom(reach.PredictionsNeededFrom(clockOfPredictions.Time, clockOfLabels.Time));

    /// <summary>All is committed: forgets what cannot matter any more.</summary>
    public void Forget()
    {
        Recent.Commit(clockOfPredictions.Time);
        predictions.Forget(reach.PredictionsNeededFrom(clockOfPredictions.Time, clockOfLabels.Time));
        labels.Forget(reach.LabelsNeededFrom(clockOfPredictions.Time, clockOfLabels.Time));
    }
}
