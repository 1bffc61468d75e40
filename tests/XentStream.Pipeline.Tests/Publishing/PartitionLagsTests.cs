using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Publishing;

public sealed class PartitionLagsTests
{
    // The parts of librdkafka's statistics that matter, as its STATISTICS.md lays them out; −1 is the partition of unassigned messages.
    private const string Statistics = """
        {"name": "rdkafka#consumer-1", "brokers": {"localhost:9092/1": {"name": "localhost:9092/1", "state": "UP"}},
         "topics": {"predictions": {"partitions": {"0": {"ls_offset": 120, "hi_offset": 125}, "1": {"ls_offset": -1001}, "-1": {"ls_offset": -1001}}}}}
        """;

    private readonly PartitionLags lags = new();

    [Fact]
    public void Lag_IsTheRecordsUpToTheLastStableOffset()
    {
        lags.Reached(new PartitionId("predictions", 0), 100);
        lags.Reached(new PartitionId("predictions", 1), 5);

        Assert.True(lags.ReadStatistics(Statistics));
        Assert.Equal([20L], lags.Measure().Select(lag => lag.Value));
    }

    [Fact]
    public void Lag_OfAnOffsetBehindTheEnd_IsZero()
    {
        lags.Reached(new PartitionId("predictions", 0), 126);
        lags.ReadStatistics(Statistics);

        Assert.Equal([0L], lags.Measure().Select(lag => lag.Value));
    }

    [Fact]
    public void Partition_ThatWasGivenAway_Disappears()
    {
        lags.Reached(new PartitionId("predictions", 0), 100);
        lags.ReadStatistics(Statistics);
        lags.Forget(new PartitionId("predictions", 0));

        Assert.Empty(lags.Measure());
    }

    [Fact]
    public void Brokers_OfWhichNoneIsUp_DoNotAnswer() => Assert.False(lags.ReadStatistics(Statistics.Replace("UP", "TRY_CONNECT")));
}
