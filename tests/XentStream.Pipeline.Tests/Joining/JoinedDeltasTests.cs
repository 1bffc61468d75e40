using CsCheck;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Joining;

public sealed class JoinedDeltasTests
{
    private static readonly PartitionId Predictions = new("predictions", 0);
    private static readonly PartitionId Labels = new("labels", 0);
    private readonly JoinedStream[] streams = [new("", "", null), new("m", "1", null), new("m", "2", null)];

    [Theory]
    [InlineData(60_000_000)]
    [InlineData(10_000_000)]
    [InlineData(10_000_001)]
    public void Deltas_OfAnyTimesOverAnyCommits_AreThoseThatArePending(long windowTicks)
    {
        var settings = new WorkerSettings
        {
            Kafka = new KafkaSettings { BootstrapServers = "none", GroupId = "none" },
            Topics = new TopicSettings { Input = [Predictions.Topic], Labels = Labels.Topic },
            Window = TimeSpan.FromTicks(windowTicks),
        };
        Gen.Select(Gen.Int[0, 2], Gen.Long[0, 20_000], Gen.Int[0, 20]).Array[1, 200].Sample(calls =>
        {
            var pending = new PendingBatch(settings, TimeProvider.System);
            var joined = new PendingJoin(pending);
            var deltas = new JoinedDeltas(joined, Predictions, settings.Window);
            var evaluated = new Evaluating.JoinedRecord();
            foreach (var (stream, time, end) in calls)
            {
                // A heartbeat begins the round.
                joined.Add(evaluated.Label(null, null, headers: ("xent-heartbeat", "")), Predictions, Labels);
                Assert.Same(joined.DeltaOf(Predictions, streams[stream].Model, streams[stream].Version, EventTime.Of(time)), deltas.Of(streams[stream], time));
                Forget(pending, end);
            }
        });
    }

    private static void Forget(PendingBatch pending, int end)
    {
        if (end == 0)
        {
            pending.Continue();
        }
        else if (end == 1)
        {
            pending.Drop([Predictions, Labels]);
        }
    }
}
