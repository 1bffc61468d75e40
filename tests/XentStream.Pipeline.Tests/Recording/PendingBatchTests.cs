using Confluent.Kafka;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Recording;

public sealed class PendingBatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly PartitionId First = new("predictions", 0);
    private static readonly PartitionId Second = new("predictions", 1);

    private readonly Consumed consumed = new();
    private readonly FakeTimeProvider clock = new();
    private readonly PendingBatch pending;

    public PendingBatchTests() => pending = new PendingBatch(Settings.For() with { Commit = new CommitSettings { Records = 3, Bytes = 10_000 } }, clock);

    [Fact]
    public void Records_OfTwoMinutes_GoToTwoWindows()
    {
        pending.Add(consumed.Record(0, Payloads.TwoRows(), at: Noon.AddSeconds(59.999)));
        pending.Add(consumed.Record(1, Payloads.TwoRows(), at: Noon.AddSeconds(60)));

        Assert.Equal([Noon, Noon.AddMinutes(1)], pending.Deltas.Select(delta => delta.Key.WindowStart).Order());
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void Timestamp_BeyondWhatADateCanHold_IsClamped(long milliseconds)
    {
        pending.Add(consumed.Record(0, Payloads.TwoRows(), new Timestamp(milliseconds, TimestampType.CreateTime)));

        Assert.Equal(milliseconds < 0 ? 1970 : 9999, Assert.Single(pending.Deltas).Key.WindowStart.Year);
    }

    [Fact]
    public void Ranges_OfOneCommitAfterTheOther_TileThePartitionOverGaps()
    {
        pending.Begin(First, 10);
        pending.Add(consumed.Record(12, Payloads.TwoRows()));
        Assert.Equal((10L, 13L), (pending.Partitions[First].From, pending.Partitions[First].To));

        pending.Continue();
        Assert.True(pending.IsEmpty);
        pending.Add(consumed.Record(15, Payloads.TwoRows()));
        Assert.Equal((13L, 16L), (pending.Partitions[First].From, pending.Partitions[First].To));
        Assert.Equal([new TopicPartitionOffset("predictions", 0, 16)], pending.Ends);
    }

    [Fact]
    public void Offsets_ThatAreDamaged_AreInNoRangeAndBehindThemItGoesOn()
    {
        pending.Begin(First, 10);
        pending.Add(consumed.Record(12, Payloads.TwoRows()));
        pending.Continue();
        Assert.Equal(13, pending.NextOf(First));

        pending.PassOver(First, 40, QuarantinedRecord.PointTo(First, 13, 40, "records-damaged", "why", Noon));
        Assert.Equal([new TopicPartitionOffset("predictions", 0, 40)], pending.Ends);
        Assert.Empty(pending.Deltas);
        Assert.Equal((13L, 40L), (Assert.Single(pending.Partitions[First].Quarantined).Origin.Offset.Value, pending.Partitions[First].Quarantined[0].To!.Value));

        pending.Continue();
        pending.Add(consumed.Record(40, Payloads.TwoRows()));
        Assert.Equal((40L, 41L), (pending.Partitions[First].From, pending.Partitions[First].To));
        Assert.Null(pending.NextOf(Second));
    }

    [Fact]
    public void Offsets_ThatAreNotThereAnyMore_ArePassedOverByTheNextCommit()
    {
        pending.PassOver(First, 40);

        Assert.Equal([new TopicPartitionOffset("predictions", 0, 40)], pending.Ends);
        Assert.Empty(pending.Deltas);
        Assert.Empty(pending.Partitions[First].Quarantined);
    }

    // A record counts from where those before it, with it, show the fault.
    [Fact]
    public void Records_ThatShowAFaultTogether_AreCountedInAnIncidentAndStayScored()
    {
        var permuted = Payloads.FourClasses(64, one => (one + 1) % 4);
        for (var offset = 0; offset < 300; offset++)
        {
            pending.Add(consumed.Record(offset, permuted));
        }

        var (key, incident) = Assert.Single(pending.Incidents);
        Assert.Equal(("label-map-permuted", "digits", "v1", First), (key.Code, key.Model, key.Version, key.Source));
        Assert.Equal((255L, 299L, 45L), (incident.First.Offset, incident.Last.Offset, incident.Count));
        Assert.Equal((300L, 0L), (Assert.Single(pending.Deltas).Delta.Scored, pending.Deltas.Single().Delta.Warned));
        pending.Drop([First]);
        Assert.Empty(pending.Incidents);
    }

    // Two hundred rows are enough by themselves: the record is warned of under the same code.
    [Fact]
    public void Record_ThatIsWarnedOfForWhatTheOthersShow_CountsOnce()
    {
        var permuted = Payloads.FourClasses(200, one => (one + 1) % 4);
        for (var offset = 0; offset < 200; offset++)
        {
            pending.Add(consumed.Record(offset, permuted));
        }

        Assert.Equal(200, Assert.Single(pending.Incidents).Incident.Count);
    }

    [Fact]
    public void Partition_ThatWasTaken_IsForgottenAndTheOthersStay()
    {
        pending.Add(consumed.Record(0, Payloads.TwoRows()));
        pending.Add(consumed.Record(0, Payloads.TwoRows(), partition: 1));

        pending.Drop([First]);

        Assert.Equal([Second], pending.Partitions.Keys);
        Assert.Equal(2, Assert.Single(pending.Deltas).Delta.Totals.Scored);
    }

    [Fact]
    public void HeldRecord_ThatFailsAgain_IsKeptAndNotCountedAgain()
    {
        var record = consumed.Record(0, [1, 2, 3], at: Noon);
        var held = QuarantinedRecord.Of(record);
        pending.Add(record, held);
        pending.Add(consumed.Record(1, Payloads.TwoRows(), at: Noon), held);

        Assert.Single(pending.Partitions[First].Quarantined);
        Assert.Equal((1L, 0L), (pending.Deltas.Sum(delta => delta.Delta.Scored), pending.Deltas.Sum(delta => delta.Delta.Rejected)));
        Assert.Equal((0L, 2L), (pending.Partitions[First].From, pending.Partitions[First].To));
    }

    [Fact]
    public void RejectedRecord_IsKeptByteForByte()
    {
        var (value, key, headers) = (new byte[] { 1, 2, 3 }, new byte[] { 4 }, new Headers { { "trace", [5] }, { "trace", null } });
        pending.Add(consumed.Record(7, value, key: key, headers: headers, at: Noon));
        pending.Add(consumed.Record(8, Payloads.TwoRows(), key: [6]));

        var kept = Assert.Single(pending.Partitions[First].Quarantined);
        Assert.Equal(value, kept.Value);
        Assert.Equal(key, kept.Key);
        Assert.Same(headers, kept.Headers);
        Assert.Equal(new TopicPartitionOffset("predictions", 0, 7), kept.Origin);
        Assert.Equal((2L, 1L), (pending.Deltas.Sum(delta => delta.Delta.Totals.Scored), pending.Deltas.Sum(delta => delta.Delta.Rejected)));
    }

    [Fact]
    public void Commit_IsDueAfterTheIntervalOfItsFirstRecord()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), pending.TimeToCommit);
        clock.Advance(TimeSpan.FromHours(1));
        pending.Add(consumed.Record(0, Payloads.TwoRows()));
        clock.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(TimeSpan.FromMilliseconds(600), pending.TimeToCommit);
    }

    [Fact]
    public void Commit_IsDueAtTheLimitOfRecords()
    {
        pending.Add(consumed.Record(0, Payloads.TwoRows()));
        pending.Add(consumed.Record(1, Payloads.TwoRows()));
        Assert.NotEqual(TimeSpan.Zero, pending.TimeToCommit);
        pending.Add(consumed.Record(2, Payloads.TwoRows()));
        Assert.Equal(TimeSpan.Zero, pending.TimeToCommit);
    }

    [Fact]
    public void Commit_IsDueAtTheLimitOfBytes()
    {
        pending.Add(consumed.Record(0, new byte[10_000]));

        Assert.Equal(TimeSpan.Zero, pending.TimeToCommit);
    }

    [Fact]
    public void Deltas_OfModelsWithoutEnd_ForceACommit()
    {
        var many = new PendingBatch(Settings.For(), clock);
        for (var number = 0; number < 1024; number++)
        {
            Assert.NotEqual(TimeSpan.Zero, many.TimeToCommit);
            many.Add(consumed.Record(number, Payloads.TwoRows(model: $"model-{number}")));
        }

        Assert.Equal(TimeSpan.Zero, many.TimeToCommit);
    }

    [Fact]
    public void Totals_InAnyOrderOfRecords_AreTheSameBytes() => Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).Sample(order =>
    {
        var (one, other, source) = (new PendingBatch(Settings.For(), clock), new PendingBatch(Settings.For(), clock), new Consumed());
        foreach (var number in order)
        {
            one.Add(source.Record(number, Payloads.TwoRows(labels: [number % 2, number % 3])));
        }

        foreach (var number in order.Order())
        {
            other.Add(source.Record(number, Payloads.TwoRows(labels: [number % 2, number % 3])));
        }

        Assert.Equal(one.Deltas.Single().Delta.Totals.ToCanonicalBytes(), other.Deltas.Single().Delta.Totals.ToCanonicalBytes());
    });

    // Of a record that is scored only numbers are kept.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Commit_IsDueForTheBytesOfRejectedRecordsBeforeThoseOfOthers(bool isRejected)
    {
        var large = new PendingBatch(Settings.For(), clock);
        var payload = isRejected ? new byte[3_000_000] : Payloads.FourClasses(100_000, one => one);
        for (var offset = 0; offset < 11; offset++)
        {
            Assert.NotEqual(TimeSpan.Zero, large.TimeToCommit);
            large.Add(consumed.Record(offset, payload));
        }

        large.Add(consumed.Record(11, payload));
        Assert.Equal(isRejected, large.TimeToCommit == TimeSpan.Zero);
        large.Continue();
        Assert.NotEqual(TimeSpan.Zero, large.TimeToCommit);
    }
}
