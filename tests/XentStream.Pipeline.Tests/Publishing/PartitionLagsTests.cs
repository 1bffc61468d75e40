using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Publishing;

public sealed class PartitionLagsTests
{
    private static readonly FetchedPartition Fetched = new(new PartitionId("predictions", 0), End: 120, Next: 110, Queued: 0);

    private readonly PartitionLags lags = new();

    [Fact]
    public void Lag_IsTheRecordsUpToTheLastStableOffset()
    {
        lags.Reached(new PartitionId("predictions", 0), 100);
        lags.Reached(new PartitionId("predictions", 1), 5);
        lags.Take([Fetched], standing: []);

        Assert.Equal([20L], lags.Measure().Select(lag => lag.Value));
        Assert.Equal([0], lags.MeasureStalled().Select(stalled => stalled.Value));
    }

    [Fact]
    public void Lag_OfAnOffsetBehindTheEnd_IsZero()
    {
        lags.Reached(new PartitionId("predictions", 0), 126);
        lags.Take([Fetched], standing: []);

        Assert.Equal([0L], lags.Measure().Select(lag => lag.Value));
    }

    [Fact]
    public void Partition_ThatStandsStill_IsShown()
    {
        lags.Reached(new PartitionId("predictions", 0), 100);
        lags.Take([Fetched], standing: [Fetched]);

        Assert.Equal([1], lags.MeasureStalled().Select(stalled => stalled.Value));
    }

    [Fact]
    public void Partition_ThatWasGivenAway_Disappears()
    {
        lags.Reached(new PartitionId("predictions", 0), 100);
        lags.Take([Fetched], standing: [Fetched]);
        lags.Forget(new PartitionId("predictions", 0));

        Assert.Empty(lags.Measure());
        Assert.Empty(lags.MeasureStalled());
        Assert.False(lags.TryGetReached(new PartitionId("predictions", 0), out _));
    }
}
