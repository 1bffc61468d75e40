using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Consuming;

public sealed class JoinedLaneTests
{
    [Fact]
    public void Rebuild_AfterOneThatAnErrorHasEnded_BeginsWithNothing()
    {
        var (settings, time) = (Settings.Joined, TimeProvider.System);
        var clients = new KafkaClients(settings, NullLogger<KafkaClients>.Instance);
        var rebuild = new EndedRebuild(settings, clients);
        var (committed, lags, counts) = (new CommittedTotals(settings), new PartitionLags(time), new IncidentCounts());
        var parts = new LaneParts(settings, clients, new Deliveries(settings, clients), rebuild, committed, lags, new JoinStates(committed, time), counts, time);
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var health = new LaneHealth(time);
        var instruments = new WorkerInstruments(services.GetRequiredService<IMeterFactory>(), committed, lags, counts, settings);
        var events = new WorkerEvents(new BrokerTrouble("broker", health, NullLogger.Instance, time), health, instruments, NullLogger.Instance);
        var lane = new JoinedLane(parts, settings.Join!, new PendingBatch(settings, time), new IncidentBook(settings, time), events);
        using var consumer = new ConsumerBuilder<RecordKey, Evaluation>(new ConsumerConfig { BootstrapServers = "localhost:1", GroupId = "group" })
            .SetKeyDeserializer(new RecordKey()).SetValueDeserializer(new RecordEvaluator(new BatchEvaluator(_ => null, time), _ => null)).SetLogHandler((_, _) => { }).Build();
        lane.Begin([new TopicPartitionOffset("predictions", 0, 100), new TopicPartitionOffset("labels", 0, 100)]);

        Assert.Throws<ConsumeException>(() => lane.Rebuild(consumer, null, () => { }));
        Assert.True(lane.MustRebuild);
        Assert.Throws<ConsumeException>(() => lane.Rebuild(consumer, null, () => { }));

        Assert.Equal([0L, 0L], rebuild.KnownBefore);
    }

    private sealed class EndedRebuild(WorkerSettings settings, KafkaClients clients) : JoinRebuild(settings, clients, TimeProvider.System)
    {
        public List<long> KnownBefore { get; } = [];

        public override IReadOnlyList<RebuiltState> Run(IReadOnlyList<JoinedPartition> unbuilt, IncidentBook incidents, Func<bool> onSlice, Action<Error> onError)
        {
            var join = unbuilt[0].Join;
            KnownBefore.Add(join.Kept.Predictions);
            join.Add(new PredictionRecord { Offset = 0, Time = 0, Model = "m", Version = "1", Rows = 1, Id = new byte[1], Scores = new byte[8] });
            throw new ConsumeException(new ConsumeResult<byte[], byte[]> { Topic = "predictions" }, new Error(ErrorCode.Unknown));
        }
    }
}
