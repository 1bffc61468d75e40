using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using XentStream.Pipeline.Publishing;

namespace XentStream.Pipeline.Tests.Publishing;

public sealed class ConsumedRecordsTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConsumedRecords records;

    public ConsumedRecordsTests()
    {
        var settings = Settings.For();
        records = new(new WorkerInstruments(Meters, new CommittedTotals(settings), new PartitionLags(TimeProvider.System), new IncidentCounts(), settings));
    }

    private IMeterFactory Meters => services.GetRequiredService<IMeterFactory>();

    public void Dispose() => services.Dispose();

    [Fact]
    public void Show_OfRecordsOfTwoTopics_CountsEachRecordOnceUnderItsTopic()
    {
        using var counts = new MetricCollector<long>(Meters, InstrumentNames.Meter, InstrumentNames.MessagesConsumed);
        foreach (var topic in new[] { "a", "a", "b", "a", "b", "b" })
        {
            records.Add(topic, TimeSpan.Zero);
        }

        records.Show();
        records.Show();

        var byTopic = counts.GetMeasurementSnapshot().ToLookup(measurement => measurement.Tags[InstrumentNames.MessagingDestination], measurement => measurement.Value);
        Assert.Equal((3L, 3L), (byTopic["a"].Sum(), byTopic["b"].Sum()));
    }

    [Fact]
    public void Add_RecordsOfWhichSomeWereMeasured_ShowsTheirDurations()
    {
        using var durations = new MetricCollector<double>(Meters, InstrumentNames.Meter, InstrumentNames.ProcessDuration);
        foreach (TimeSpan? duration in new TimeSpan?[] { TimeSpan.FromSeconds(3), null, null, TimeSpan.FromSeconds(5) })
        {
            records.Add("a", duration);
        }

        Assert.Equal([3.0, 5], durations.GetMeasurementSnapshot().Select(measurement => measurement.Value));
    }
}
