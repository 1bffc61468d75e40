using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Publishing;

namespace XentStream.Pipeline.Tests.Hosting;

public sealed class WorkerEventsTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider time = new();
    private readonly LaneHealth lane;
    private readonly WorkerEvents events;

    public WorkerEventsTests()
    {
        lane = new LaneHealth(time);
        var settings = Settings.For();
        var instruments = new WorkerInstruments(services.GetRequiredService<IMeterFactory>(), new CommittedTotals(settings), new PartitionLags(time), new IncidentCounts(), settings);
        events = new WorkerEvents(new BrokerTrouble("broker", lane, NullLogger.Instance, time), lane, instruments, NullLogger.Instance);
    }

    public void Dispose() => services.Dispose();

    [Fact]
    public void Thread_ThatTellsThatItWaitsForTheBroker_IsAlive()
    {
        time.Advance(TimeSpan.FromMinutes(1));
        events.WaitingForBroker(new Error(ErrorCode.Local_TimedOut));
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromMinutes(1), lane.SinceHeartbeat);
    }

    [Fact]
    public void Thread_ThatTriesATransactionAgain_IsAlive()
    {
        time.Advance(TimeSpan.FromMinutes(1));
        events.TransactionAborted(new Error(ErrorCode.Local_TimedOut));

        Assert.Equal(TimeSpan.Zero, lane.SinceHeartbeat);
    }
}
