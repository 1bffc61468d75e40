using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;

namespace XentStream.Pipeline.Tests.Joining;

public sealed class RecentPredictionsTests
{
    private const long Minute = 60_000;

    private readonly RecentPredictions recent = new();
    private readonly JoinedStream stream = new("m", "v", contract: null);

    [Fact]
    public void Hour_OfAJoinWithRestarts_IsThatOfTheDefinition()
    {
        var random = new Random(3);
        var topics = InMinutes(PlainTopics.OfMany(400, Corrections.Last, random));
        var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
        var compared = 0;
        while (run.At.Predictions < topics.Predictions.Length)
        {
            ReadNext(run, topics, random.Next(3) > 0);
            if (random.Next(40) == 0)
            {
                run.Commit();
                if (random.Next(2) == 0)
                {
                    run.Restart(run.At.Predictions, run.At.Labels, random);
                }

                Assert.Equal(ExpectedOf(run, topics, out var now), Single(run.Recent.ReadHourBefore(now)));
                compared++;
            }
        }

        Assert.InRange(compared, 5, 100);
    }

    [Fact]
    public void Rows_ThatAreNotCommitted_AreNotRead()
    {
        recent.Count(stream, 100 * Minute, PredictionOutcome.Waiting, 3);

        Assert.Empty(Read(100));
        recent.Commit(100 * Minute);
        Assert.Equal(new PredictedRows(3, 0), Single(Read(100)));
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(159, true)]
    [InlineData(160, false)]
    public void Rows_BelongToTheHourOfTheirPrediction(long now, bool areIn)
    {
        recent.Count(stream, 100 * Minute, PredictionOutcome.Waiting, 3);
        recent.Commit(100 * Minute);

        Assert.Equal(areIn, Read(now).Count == 1);
    }

    [Fact]
    public void Rows_FromBeforeWhatIsKnown_AreLeftOut()
    {
        recent.Count(stream, 100 * Minute, PredictionOutcome.Waiting, 3);
        recent.Count(stream, 101 * Minute, PredictionOutcome.Scored, 2);
        recent.KnowFrom((100 * Minute) + 1);
        recent.Commit(101 * Minute);

        Assert.Equal(new PredictedRows(2, 2), Single(Read(101)));
    }

    private List<(JoinedStream, PredictedRows Rows)> Read(long minute) => recent.ReadHourBefore(DateTimeOffset.FromUnixTimeMilliseconds(minute * Minute));

    private static PredictedRows Single(List<(JoinedStream, PredictedRows Rows)> hour) => Assert.Single(hour).Rows;

    private static void ReadNext(JoinRun run, PlainTopics topics, bool isPredictionFirst)
    {
        if (run.At.Labels == topics.Labels.Length || isPredictionFirst)
        {
            run.ReadPrediction();
        }
        else
        {
            run.ReadLabel();
        }
    }

    // So far back is known after a restart: all that a label can still reach.
    private static PlainTopics InMinutes(PlainTopics topics) => new(
        topics.Settings with { Within = TimeSpan.FromMinutes(40), Ahead = TimeSpan.FromMinutes(3), Disorder = TimeSpan.FromMinutes(90) },
        [.. topics.Predictions.Select(prediction => prediction with { Time = prediction.Time * Minute })],
        [.. topics.Labels.Select(label => label with { Time = label.Time * Minute })]);

    private static PredictedRows ExpectedOf(JoinRun run, PlainTopics topics, out DateTimeOffset now)
    {
        var last = topics.Predictions[run.At.Predictions - 1].Time;
        now = DateTimeOffset.FromUnixTimeMilliseconds(last);
        var definition = new JoinDefinition(topics.Predictions.AsSpan(0, run.At.Predictions), topics.Labels.AsSpan(0, run.At.Labels), topics.Settings, Minute);
        var counts = new JoinCounts();
        for (var minute = last - (59 * Minute); minute <= last; minute += Minute)
        {
            counts.Add(definition.Ledger.Of("v1", minute).Counts);
        }

        var labelled = counts.Predictions[(int)PredictionOutcome.Scored] + counts.Predictions[(int)PredictionOutcome.Ignored];
        return new PredictedRows(labelled + counts.Predictions[(int)PredictionOutcome.Expired] + counts.Predictions[(int)PredictionOutcome.Waiting], labelled);
    }
}
