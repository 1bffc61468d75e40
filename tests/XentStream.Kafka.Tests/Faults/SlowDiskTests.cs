using System.Diagnostics;
using Confluent.Kafka;
using XentStream.Faults.Brokers;
using XentStream.Kafka.Tests.Broker;

namespace XentStream.Kafka.Tests.Faults;

public sealed class SlowDiskTests(KafkaBroker broker)
{
    // Twenty writes a second are what a slow disk is given, and each append waits for one at least.
    private const int Appends = 60;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Appends_ToASlowDisk_TakeAsLongAsItsWrites()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await Cluster.StartAsync(nodes: 1, workers: 1, stop);
        var node = cluster.Nodes[0];
        Assert.SkipUnless(node.CanThrottleDisk, "The writes of a container cannot be held back here: it takes root, and a control group with limits of disks.");
        await AppendAsync(node.Address);

        await node.SlowDiskAsync(stop);
        var slow = await AppendAsync(node.Address);
        await node.RestoreDiskAsync(stop);
        var restored = await AppendAsync(node.Address);

        TestContext.Current.TestOutputHelper?.WriteLine($"{Appends} appends took {slow.TotalSeconds:0.00} s while the disk was slow, and {restored.TotalSeconds:0.00} s afterwards.");
        Assert.True(slow > Least, $"{Appends} appends took {slow}.");
    }

    private static async Task<TimeSpan> AppendAsync(string address)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = address, Acks = Acks.All, LingerMs = 0 }).SetValueSerializer(Serializers.ByteArray).Build();
        var start = Stopwatch.GetTimestamp();
        for (var append = 0; append < Appends; append++)
        {
            await producer.ProduceAsync("appended", new Message<Null, byte[]> { Value = new byte[100] });
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
