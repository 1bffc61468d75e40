using Microsoft.Extensions.Time.Testing;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Publishing;

public sealed class PartitionLagsTests
{
    private static readonly PartitionId Partition = new("predictions", 0);
    private static readonly FetchedPartition Fetched = new(Partition, End: 120, Next: 110, Queued: 0);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly PartitionLags lags;

    public PartitionLagsTests() => lags = new PartitionLags(time);

    [Fact]
    public void Lag_IsTheRecordsUpToTheLastStableOffset()
    {
        lags.Begin(Partition, 100);
        lags.Begin(new PartitionId("predictions", 1), 5);
        Take(Fetched);

        Assert.Equal([20L], lags.Measure().Select(lag => lag.Value));
        Assert.Equal([0], lags.MeasureStalled().Select(stalled => stalled.Value));
    }

    [Fact]
    public void Lag_OfAnOffsetBehindTheEnd_IsZero()
    {
        lags.Begin(Partition, 126);
        Take(Fetched);

        Assert.Equal([0L], lags.Measure().Select(lag => lag.Value));
    }

    [Fact]
    public void Lag_BehindTheLastRecordOfATransaction_IsZeroThoughAMarkerFollows()
    {
        lags.Begin(Partition, 119);
        Take(Fetched with { Next = 120 });

        Assert.Equal([0L], lags.Measure().Select(lag => lag.Value));
    }

    [Fact]
    public void Lag_OfRecordsThatAreEvaluatedAndNotCommitted_IsNotZero()
    {
        lags.Begin(Partition, 119);
        lags.Take([Fetched with { Next = 120 }], standing: [], partition => partition == Partition);

        Assert.Equal([1L], lags.Measure().Select(lag => lag.Value));
    }

    [Fact]
    public void LagInTime_BeforeAnyRecordOfABacklog_IsUnknown()
    {
        lags.Begin(Partition, 100);
        Take(Fetched);

        Assert.Empty(lags.MeasureTime());
    }

    [Fact]
    public void LagInTime_OfABacklog_IsTheAgeOfTheLatestRecordThatIsCommitted()
    {
        lags.Begin(Partition, 100);
        Take(Fetched);
        lags.Reached(Partition, 101, time.GetUtcNow() - TimeSpan.FromHours(3));

        Assert.Equal([TimeSpan.FromHours(3).TotalSeconds], lags.MeasureTime().Select(lag => lag.Value));
    }

    [Fact]
    public void LagInTime_OfTheFirstRecordAfterAQuietNight_IsCountedFromWhenThereWasNothingToDo()
    {
        lags.Begin(Partition, 100);
        lags.Reached(Partition, 120, time.GetUtcNow() - TimeSpan.FromHours(8));
        Take(Fetched);
        Assert.Equal([0.0], lags.MeasureTime().Select(lag => lag.Value));

        time.Advance(TimeSpan.FromSeconds(2));
        Take(Fetched with { End = 121 });
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([7.0], lags.MeasureTime().Select(lag => lag.Value));
    }

    [Fact]
    public void LagInTime_OfRecordsFromTheFuture_IsZero()
    {
        lags.Begin(Partition, 100);
        lags.Reached(Partition, 101, time.GetUtcNow() + TimeSpan.FromDays(400));
        Take(Fetched);

        Assert.Equal([0.0], lags.MeasureTime().Select(lag => lag.Value));
    }

    [Fact]
    public void Partition_ThatStandsStill_IsShown()
    {
        lags.Begin(Partition, 100);
        lags.Take([Fetched], standing: [Fetched], _ => false);

        Assert.Equal([1], lags.MeasureStalled().Select(stalled => stalled.Value));
    }

    [Fact]
    public void Partition_ThatWasGivenAway_Disappears()
    {
        lags.Begin(Partition, 100);
        lags.Take([Fetched], standing: [Fetched], _ => false);
        lags.Forget(Partition);
        lags.Reached(Partition, 110, time.GetUtcNow());
        Take(Fetched);

        Assert.Empty(lags.Measure());
        Assert.Empty(lags.MeasureTime());
        Assert.Empty(lags.MeasureStalled());
        Assert.False(lags.TryGetReached(Partition, out _));
    }

    private void Take(FetchedPartition fetched) => lags.Take([fetched], standing: [], _ => false);
}
