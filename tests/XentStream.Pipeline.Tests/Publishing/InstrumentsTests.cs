using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Recording;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Tests.Publishing;

public sealed class InstrumentsTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CommittedTotals committed = new(Settings.For());
    private readonly PendingBatch pending = new(Settings.For(), TimeProvider.System);

    public InstrumentsTests()
    {
        var consumed = new Consumed();
        pending.Add(consumed.Record(0, Payloads.TwoRows()));
        pending.Add(consumed.Record(1, Payloads.TwoRows(labels: [0, 9])));
        pending.Add(consumed.Record(2, [1, 2, 3]));
    }

    private IMeterFactory Meters => services.GetRequiredService<IMeterFactory>();

    public void Dispose() => services.Dispose();

    [Fact]
    public void LossAndWeight_OfWhatIsCommitted_AreTheExactSums()
    {
        committed.Publish(pending);

        var loss = Collect<double>(InstrumentNames.Loss)["digits v1"];
        Assert.Equal(Payloads.LossOfTwoRows / 2, loss / Collect<double>(InstrumentNames.Weight)["digits v1"], 9);
    }

    // An infinity would stay in the counter, and in every rate of it.
    [Fact]
    public void Loss_WhoseSumNoDoubleHolds_IsAbsentAndTheWeightIsNot()
    {
        pending.Add(new Consumed().Record(3, Payloads.TwoLargestLosses()));
        committed.Publish(pending);

        Assert.DoesNotContain("digits v1", Collect<double>(InstrumentNames.Loss).Keys);
        Assert.Equal(4, Collect<double>(InstrumentNames.Weight)["digits v1"]);
        Assert.Equal(1L, Collect<long>(InstrumentNames.BatchesWarned)["digits v1 infinite-loss"]);
    }

    [Fact]
    public void Nothing_IsShownBeforeTheCommit() => Assert.Empty(Collect<double>(InstrumentNames.Loss));

    [Fact]
    public void Rows_AreCountedByOutcome()
    {
        committed.Publish(pending);

        var rows = Collect<long>(InstrumentNames.Rows);
        Assert.Equal((2L, 0L, 0L, 2L), (rows["digits v1 scored"], rows["digits v1 ignored"], rows["digits v1 infinite"], rows["digits v1 rejected"]));
    }

    [Fact]
    public void RejectedBatches_AreShownForEachReasonFromTheStart()
    {
        committed.Publish(pending);

        var rejected = Collect<long>(InstrumentNames.BatchesRejected);
        Assert.Equal((1L, 0L), (rejected["digits v1 label-out-of-range"], rejected["digits v1 pickle-payload"]));
        Assert.Equal(1L, rejected["  header-malformed"]);
    }

    [Fact]
    public void IncidentsOpen_AreCountedByCodeOverThreadsAndPartitions()
    {
        var counts = new IncidentCounts();
        var books = new[] { new IncidentBook(Settings.For(), TimeProvider.System), new IncidentBook(Settings.For(), TimeProvider.System) };
        foreach (var (book, model, partition) in new[] { (0, "a", 0), (0, "b", 0), (1, "a", 1) })
        {
            books[book].Restore(new Incident(new IncidentKey("label-out-of-range", model, "v1", new PartitionId("predictions", partition)), new IncidentExample("reject", "w", "c", "f"), 1, default, default, default, default));
            counts.Show(books[book]);
        }

        var shown = counts.Measure().ToDictionary(measurement => (string)measurement.Tags[0].Value!, measurement => measurement.Value);
        Assert.Equal((2, 0), (shown["label-out-of-range"], shown["pickle-payload"]));
        Assert.Equal(FaultCodes.All.Length, shown.Count);

        books[0].Drop([new PartitionId("predictions", 0)]);
        counts.Show(books[0]);
        Assert.Equal(1, counts.Measure().Sum(measurement => measurement.Value));
    }

    [Fact]
    public void Commit_RecordsTheMeanOfEachBatchThatHasOne()
    {
        var instruments = new WorkerInstruments(Meters, committed, new PartitionLags(TimeProvider.System), new IncidentCounts(), Settings.For());
        using var losses = new MetricCollector<double>(Meters, InstrumentNames.Meter, InstrumentNames.BatchLoss);
        using var sent = new MetricCollector<long>(Meters, InstrumentNames.Meter, InstrumentNames.MessagesSent);
        committed.Publish(pending);
        instruments.Committed(pending, TimeSpan.FromMilliseconds(5));

        Assert.Equal(Payloads.LossOfTwoRows / 2, Assert.Single(losses.GetMeasurementSnapshot()).Value, 9);
        Assert.Equal([2L, 2L, 0L], sent.GetMeasurementSnapshot().Select(measurement => measurement.Value));
    }

    private Dictionary<string, T> Collect<T>(string instrument)
        where T : struct
    {
        using var collector = new MetricCollector<T>(Meters, InstrumentNames.Meter, instrument);
        new QualityInstruments(Meters, committed, new JoinStates(committed, TimeProvider.System)).Show(join: null);
        collector.RecordObservableInstruments();
        return collector.GetMeasurementSnapshot().ToDictionary(
            measurement => string.Join(' ', measurement.Tags.OrderBy(tag => tag.Key is InstrumentNames.Model ? "0" : tag.Key is InstrumentNames.ModelVersion ? "1" : "2").Select(tag => tag.Value)),
            measurement => measurement.Value);
    }
}
