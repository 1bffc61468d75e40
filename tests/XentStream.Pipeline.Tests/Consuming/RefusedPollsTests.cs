using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Consuming;

public sealed class RefusedPollsTests
{
    // The client's position is behind the record: whoever went on would lose it.
    [Theory]
    [InlineData(ErrorCode.Local_KeyDeserialization)]
    [InlineData(ErrorCode.Local_ValueDeserialization)]
    public void Record_WhoseDeserializerThrew_IsNotPassedOver(ErrorCode code)
    {
        var refused = new ConsumeException(new ConsumeResult<byte[], byte[]> { TopicPartitionOffset = new TopicPartitionOffset("predictions", 0, 7) }, new Error(code), new InvalidCastException());

        var bug = Assert.Throws<InvalidOperationException>(() => Make().TryGoOn(refused, () => true, () => { }));

        Assert.Same(refused, bug.InnerException);
    }

    private static RefusedPolls Make()
    {
        var (settings, time) = (Settings.For(), TimeProvider.System);
        var clients = new KafkaClients(settings, NullLogger<KafkaClients>.Instance);
        var (committed, lags, counts) = (new CommittedTotals(settings), new PartitionLags(time), new IncidentCounts());
        var parts = new LaneParts(settings, clients, new Deliveries(settings, clients), new JoinRebuild(settings, clients, time), committed, lags, new JoinStates(committed, time), counts, time);
        var lane = new LaneHealth(time);
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var instruments = new WorkerInstruments(services.GetRequiredService<IMeterFactory>(), committed, lags, counts, settings);
        var events = new WorkerEvents(new BrokerTrouble("broker", lane, NullLogger.Instance, time), lane, instruments, NullLogger.Instance);
        var (pending, incidents) = (new PendingBatch(settings, time), new IncidentBook(settings, time));
        return new RefusedPolls(parts, pending, incidents, new TopicAbsences(parts, pending, incidents, new IncidentReader(settings, clients), new MissingTopics(), events), events);
    }
}
