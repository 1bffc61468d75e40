using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Joining.Storing;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Tests.Joining;

/// <summary>Feeds the join from two lists, as if they were the partitions of two topics, and starts it again from nothing but them.</summary>
internal sealed class JoinRun(PlainPrediction[] predictions, PlainLabel[] labels, JoinSettings settings)
{
    private DeltaBook book = new();
    private PartitionJoin? join;

    /// <summary>How many records were read, of both topics.</summary>
    public (int Predictions, int Labels) At { get; private set; }

    /// <summary>Whether what corrections take out is left in: a planted bug.</summary>
    public bool KeepsWhatIsTakenOut { get; init; }

    /// <summary>All that was committed.</summary>
    public JoinLedger Committed { get; } = new();

    /// <summary>What the join keeps.</summary>
    public (long Predictions, long Labels) Kept => Join.Kept;

    /// <summary>What was found of labels since the last commit.</summary>
    public IReadOnlyList<LabelMisfit> Misfits => Join.Misfits;

    /// <summary>How much of what was predicted lately is labelled.</summary>
    public RecentPredictions Recent => Join.Recent;

    private PartitionJoin Join => join ??= Begin();

    /// <summary>Reads the next prediction.</summary>
    public void ReadPrediction()
    {
        Feed(predictions[At.Predictions], At.Predictions);
        At = (At.Predictions + 1, At.Labels);
    }

    /// <summary>Reads the next label.</summary>
    public void ReadLabel()
    {
        Feed(labels[At.Labels], At.Labels);
        At = (At.Predictions, At.Labels + 1);
    }

    /// <summary>Commits.</summary>
    public void Commit()
    {
        Join.Settle();
        Join.Check();
        Committed.Add(book, KeepsWhatIsTakenOut);
        book.Deltas.Clear();
        Join.Misfits.Clear();
        Join.Forget();
    }

    /// <summary>Goes on at the same offsets as a worker would that forgets to rebuild: a planted bug.</summary>
    public void ForgetAll() => join = Begin();

    /// <summary>Begins again at two offsets: with what the topics hold, and nothing else.</summary>
    public void Restart(int atPrediction, int atLabel, Random random) => Restart(atPrediction, atLabel, random, disk: null);

    /// <summary>The same with a disk.</summary>
    /// <returns>Why what is there was of no use, or null.</returns>
    public string? Restart(int atPrediction, int atLabel, Random random, StoredJoins? disk)
    {
        At = (atPrediction, atLabel);
        join = Begin();
        var reach = new JoinReach(settings);
        var (fromPrediction, fromLabel) = reach.HorizonOf(TimeBefore(predictions, atPrediction, prediction => prediction.Time), TimeBefore(labels, atLabel, label => label.Time));
        var needed = new JoinRanges(
            RangeOf("predictions", FirstSince(predictions, fromPrediction, atPrediction, prediction => prediction.Time), atPrediction),
            RangeOf("labels", FirstSince(labels, fromLabel, atLabel, label => label.Time), atLabel));
        var partition = new JoinedPartition(new PartitionId("predictions", 0), new PartitionId("labels", 0), new JoinOffsets(atPrediction, atLabel), join);
        var unfit = disk?.TryRestore(partition, new JoinRanges(RangeOf("predictions", 0, atPrediction), RangeOf("labels", 0, atLabel)), needed, out needed);
        Feed(partition, ((int)needed.Predictions.From.Value, (int)needed.Labels.From.Value), random);
        partition.BeginToCount();
        book.Deltas.Clear();
        return unfit;
    }

    /// <summary>Stores what the join knows, which is committed.</summary>
    public void Store(StateStore disk, StateIdentity identity) => Assert.Null(TryStore(disk, identity));

    /// <summary>The same where it may fail.</summary>
    /// <returns>Why it does, or null.</returns>
    public string? TryStore(StateStore disk, StateIdentity identity) => disk.TryWrite(identity, new JoinOffsets(At.Predictions, At.Labels), Join);

    private void Feed(JoinedPartition partition, (int Prediction, int Label) from, Random random)
    {
        var (p, l) = from;
        while (p < At.Predictions || l < At.Labels)
        {
            if (l >= At.Labels || (p < At.Predictions && random.Next(2) == 0))
            {
                Feed(predictions[p], p++);
            }
            else
            {
                Feed(labels[l], l++);
            }

            if (random.Next(8) == 0)
            {
                partition.Tidy();
            }
        }
    }

    private static PartitionRange RangeOf(string topic, int from, int to) => new(new TopicPartition(topic, 0), from, to);

    // As of a broker: the first offset whose timestamp is not before a time; here up to an offset that is known.
    private static int FirstSince<T>(T[] records, long time, int end, Func<T, long> timeOf)
    {
        var first = Array.FindIndex(records, record => timeOf(record) >= time);
        return first < 0 ? end : Math.Min(first, end);
    }

    private static long TimeBefore<T>(T[] records, int end, Func<T, long> timeOf) =>
        EventClock.BoundOf([.. records[Math.Max(0, end - 6)..end].Select(timeOf)]);

    private PartitionJoin Begin()
    {
        book = new DeltaBook();
        return new PartitionJoin(settings, _ => PlainPrediction.Contract, (stream, time) => book.Of(stream, time));
    }

    private void Feed(PlainPrediction prediction, int offset) => Join.Add(new PredictionRecord
    {
        Offset = offset,
        Time = prediction.Time,
        Model = "model",
        Version = prediction.Version,
        IsRejected = prediction.IsRejected,
        Rows = prediction.Rows,
        Id = Encoding.UTF8.GetBytes(prediction.Id),
        Type = ElementType.F32,
        Scores = MemoryMarshal.AsBytes(prediction.Scores.AsSpan()),
        Weights = prediction.Weights,
    });

    private void Feed(PlainLabel label, int offset) => Join.Add(new LabelRecord
    {
        Offset = offset,
        Time = label.Time,
        IsRejected = label.IsRejected,
        IsWithdrawal = label.Values is null,
        Rows = label.Rows,
        Id = Encoding.UTF8.GetBytes(label.Id),
        Model = "",
        Version = label.Version,
        Type = ElementType.I64,
        Shape = TensorShape.Of(label.Rows),
        Values = MemoryMarshal.AsBytes((label.Values ?? []).AsSpan()),
        HasRowNumbers = label.RowNumbers is not null,
        RowNumbers = label.RowNumbers,
    });
}
