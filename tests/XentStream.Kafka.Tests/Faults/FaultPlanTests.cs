using XentStream.Faults;
using XentStream.Faults.Input;
using XentStream.Faults.Planning;

namespace XentStream.Kafka.Tests.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public void Plan_OfTheSameSeed_IsTheSame()
    {
        Assert.Equal(FaultPlan.Draw(new FaultRunOptions { Seed = 7 }), FaultPlan.Draw(new FaultRunOptions { Seed = 7 }));
        Assert.NotEqual(FaultPlan.Draw(new FaultRunOptions { Seed = 7 }), FaultPlan.Draw(new FaultRunOptions { Seed = 8 }));
    }

    [Fact]
    public void Plan_OfTwoFaultsOfEachKind_HasThemInOrder()
    {
        var options = new FaultRunOptions { Faults = 2 * Enum.GetValues<FaultKind>().Length };

        var plan = FaultPlan.Draw(options);

        Assert.All(plan.CountBy(fault => fault.Kind), kind => Assert.Equal(2, kind.Value));
        Assert.Equal(Enum.GetValues<FaultKind>().Length, plan.Select(fault => fault.Kind).Distinct().Count());
        Assert.Equal(plan.Select(fault => fault.At).Order(), plan.Select(fault => fault.At));
        Assert.InRange(plan[^1].At, 1, options.Records - 1);
    }

    [Fact]
    public void Input_OfTheSameSeed_IsTheSame()
    {
        Assert.Equal(Describe(seed: 7), Describe(seed: 7));
        Assert.NotEqual(Describe(seed: 7), Describe(seed: 8));
    }

    [Fact]
    public void Input_HasAboutOneInTwentyBroken() =>
        Assert.InRange(new SeededInput(new FaultRunOptions { Records = 10_000 }).Draw().Count(record => record.Message.Headers.TryGetLastBytes("planted", out _)), 400, 600);

    [Fact]
    public void JoinedInput_OfTheSameSeed_IsTheSame()
    {
        Assert.Equal(DescribeJoined(seed: 7), DescribeJoined(seed: 7));
        Assert.NotEqual(DescribeJoined(seed: 7), DescribeJoined(seed: 8));
    }

    [Fact]
    public void JoinedInput_HasBothTopicsInPartitionsOfTheSameNumber()
    {
        var records = new JoinedInput(new FaultRunOptions { Records = 10_000, Partitions = 4, IsJoined = true }).Draw().ToList();
        var partitions = records.Where(record => !record.IsLabel && record.Message.Key is not null).ToLookup(record => Convert.ToBase64String(record.Message.Key), record => record.Partition);

        Assert.Equal(10_000, records.Count);
        Assert.InRange(records.Count(record => record.IsLabel), 4000, 6000);
        Assert.InRange(records.Count(record => record.Message.Value is null), 100, 1000);
        Assert.All(records.Where(record => record.IsLabel && record.Message.Key is not null), label => Assert.All(partitions[Convert.ToBase64String(label.Message.Key)], partition => Assert.Equal(partition, label.Partition)));
    }

    private static List<string> DescribeJoined(int seed) =>
        [.. new JoinedInput(new FaultRunOptions { Seed = seed, Records = 1000, IsJoined = true }).Draw().Select(record => $"{record.Partition} {record.IsLabel} {record.Message.Timestamp.UnixTimestampMs} {Convert.ToBase64String(record.Message.Value ?? [])}")];

    private static List<string> Describe(int seed) =>
        [.. new SeededInput(new FaultRunOptions { Seed = seed, Records = 1000 }).Draw().Select(record => $"{record.Partition} {Convert.ToBase64String(record.Message.Value ?? [])}")];
}
