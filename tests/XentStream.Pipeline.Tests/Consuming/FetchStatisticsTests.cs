using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Consuming;

public sealed class FetchStatisticsTests
{
    // The parts of librdkafka's statistics that matter, as its STATISTICS.md lays them out; −1 is the partition of unassigned messages.
    private const string Statistics = """
        {"name": "rdkafka#consumer-1", "brokers": {"localhost:9092/1": {"name": "localhost:9092/1", "state": "UP"}},
         "topics": {"predictions": {"partitions": {"0": {"ls_offset": 120, "hi_offset": 125, "next_offset": 110, "fetchq_cnt": 3}, "1": {"ls_offset": -1001, "next_offset": -1001, "fetchq_cnt": 0}, "-1": {"ls_offset": -1001}}}}}
        """;

    [Fact]
    public void Statistics_NamePartitionsAndHowFarTheyAreFetched()
    {
        var read = FetchStatistics.Parse(Statistics);

        Assert.True(read.IsConnected);
        Assert.Equal([new FetchedPartition(new PartitionId("predictions", 0), 120, 110, 3), new FetchedPartition(new PartitionId("predictions", 1), -1001, -1001, 0)], read.Partitions);
    }

    [Fact]
    public void Brokers_OfWhichNoneIsUp_AreNoConnection() => Assert.False(FetchStatistics.Parse(Statistics.Replace("UP", "TRY_CONNECT")).IsConnected);
}
