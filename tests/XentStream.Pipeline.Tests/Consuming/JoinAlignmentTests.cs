using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Committing;

namespace XentStream.Pipeline.Tests.Consuming;

public sealed class JoinAlignmentTests
{
    private const long Minute = 60_000;

    // A minute and a quarter of Within.
    private const long Slack = 2 * Minute;
    private static readonly JoinSettings Join = new() { Within = TimeSpan.FromMinutes(4) };
    private static readonly PartitionId Predictions = new("predictions", 0);
    private static readonly PartitionId Labels = new("labels", 0);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly JoinedPartition partition = new(Predictions, Labels, default, new PartitionJoin(Join, _ => null, (_, _) => new PendingDelta()));
    private readonly List<string> calls = [];
    private readonly IConsumer<byte[], byte[]> consumer;
    private readonly JoinAlignment alignment;

    public JoinAlignmentTests()
    {
        alignment = new JoinAlignment(Join, time);
        consumer = FakeClient.Create<IConsumer<byte[], byte[]>>(name =>
        {
            calls.Add(name);
            return null;
        });
    }

    [Fact]
    public void Topic_ThatIsFarAhead_WaitsUntilTheOtherIsHalfAsFar()
    {
        NoteLabel(0);
        NotePrediction(Slack + 1);
        Assert.True(alignment.IsPaused(Predictions));

        NoteLabel(Slack / 2);
        alignment.Release(consumer);
        Assert.True(alignment.IsPaused(Predictions));

        NoteLabel((Slack / 2) + 1);
        alignment.Release(consumer);
        Assert.False(alignment.IsPaused(Predictions));
        Assert.Equal(["Pause", "Resume"], calls);
    }

    [Fact]
    public void Labels_ThatAreFarAhead_WaitLikewise()
    {
        NotePrediction(0);
        NoteLabel(Slack + 1);

        Assert.Equal([Labels], alignment.Paused);
        Assert.False(alignment.IsPaused(Predictions));
    }

    [Fact]
    public void Topic_ThatIsALittleAhead_GoesOn()
    {
        NoteLabel(0);
        NotePrediction(Slack);

        Assert.Empty(alignment.Paused);
        Assert.Empty(calls);
    }

    // Old timestamps do not set a topic back.
    [Fact]
    public void Topic_WithRecordsFromLongAgo_IsWhereItsTimeIs()
    {
        NoteLabel(Slack);
        NoteLabel(0);
        NotePrediction(2 * Slack);

        Assert.Empty(alignment.Paused);
    }

    [Fact]
    public void Topic_WhoseOtherHasNothingToRead_GoesOn()
    {
        NotePrediction(10 * Slack);
        Assert.Empty(alignment.Paused);

        NoteLabel(0);
        time.Advance(Silence);
        NotePrediction(11 * Slack);
        Assert.Empty(alignment.Paused);
    }

    [Fact]
    public void Topic_WhoseOtherFallsSilent_WaitsNoLonger()
    {
        NoteLabel(0);
        NotePrediction(Slack + 1);
        time.Advance(Silence - TimeSpan.FromTicks(1));
        alignment.Release(consumer);
        Assert.True(alignment.IsPaused(Predictions));

        time.Advance(TimeSpan.FromTicks(1));
        alignment.Release(consumer);
        Assert.False(alignment.IsPaused(Predictions));
    }

    [Fact]
    public void Topic_WhoseOtherIsReadToItsEnd_GoesOnAtOnce()
    {
        NoteLabel(0);
        NotePrediction(Slack + 1);

        alignment.NoteEnd(Labels);
        alignment.Release(consumer);
        Assert.False(alignment.IsPaused(Predictions));

        NotePrediction(2 * Slack);
        Assert.False(alignment.IsPaused(Predictions));
    }

    [Fact]
    public void Topic_WhoseOtherHasRecordsAgainAfterItsEnd_WaitsForIt()
    {
        NoteLabel(0);
        alignment.NoteEnd(Labels);
        NoteLabel(1);
        NotePrediction(Slack + 2);

        Assert.True(alignment.IsPaused(Predictions));
    }

    // Memory that is full stays so, end or not.
    [Fact]
    public void Topic_WhoseOtherIsReadToItsEndWhileTheMemoryIsFull_Waits()
    {
        NoteLabel(0);
        alignment.IsFull = true;
        NotePrediction(1);
        alignment.NoteEnd(Labels);
        alignment.Release(consumer);

        Assert.True(alignment.IsPaused(Predictions));
    }

    [Fact]
    public void Topic_ThatIsAheadOfAFullMemory_WaitsHoweverLong()
    {
        NoteLabel(0);
        alignment.IsFull = true;
        NotePrediction(1);
        time.Advance(TimeSpan.FromHours(1));
        alignment.Release(consumer);
        Assert.True(alignment.IsPaused(Predictions));

        alignment.IsFull = false;
        alignment.Release(consumer);
        Assert.False(alignment.IsPaused(Predictions));
    }

    [Fact]
    public void Topic_WithoutALabelYetAndAFullMemory_WaitsForTheFirst()
    {
        alignment.IsFull = true;
        NotePrediction(1);
        alignment.Release(consumer);
        Assert.True(alignment.IsPaused(Predictions));

        NoteLabel(1);
        alignment.Release(consumer);
        Assert.Empty(alignment.Paused);
    }

    // Records that the client had fetched already come all the same.
    [Fact]
    public void Topics_BothAheadOfEachOtherInTurn_AreNeverBothPaused()
    {
        NoteLabel(0);
        NotePrediction(Slack + 1);
        NoteLabel(5 * Slack);

        Assert.Equal([Predictions], alignment.Paused);
    }

    [Fact]
    public void Partition_ThatGoes_IsForgottenWithItsTime()
    {
        NoteLabel(0);
        NotePrediction(Slack + 1);
        alignment.Forget([Predictions, Labels]);
        Assert.Empty(alignment.Paused);

        NotePrediction(Slack + 1);
        Assert.Empty(alignment.Paused);
        Assert.Equal(["Pause"], calls);
    }

    // A wrong clock is no reason to wait: three records tell the time.
    [Fact]
    public void Topic_WithOneRecordOfTheFarFuture_DoesNotWait()
    {
        NotePrediction(0);
        NoteLabel(0);
        AddLabel(1000 * Slack);
        alignment.Note(consumer, Labels, partition, time.GetTimestamp());

        Assert.Empty(alignment.Paused);
    }

    // It takes three records to tell the time.
    private void NotePrediction(long at)
    {
        for (var i = 0; i < 3; i++)
        {
            partition.Join.Add(new PredictionRecord { Offset = 0, Time = at, IsRejected = true, Model = "", Version = "", Rows = 0 });
        }

        alignment.Note(consumer, Predictions, partition, time.GetTimestamp());
    }

    private void NoteLabel(long at)
    {
        for (var i = 0; i < 3; i++)
        {
            AddLabel(at);
        }

        alignment.Note(consumer, Labels, partition, time.GetTimestamp());
    }

    private void AddLabel(long at) => partition.Join.Add(new LabelRecord { Offset = 0, Time = at, IsHeartbeat = true });
}
