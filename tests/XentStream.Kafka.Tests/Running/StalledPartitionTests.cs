using System.Collections.Immutable;
using System.Text;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;

namespace XentStream.Kafka.Tests.Running;

public sealed class StalledPartitionTests(KafkaBroker broker)
{
    [Fact]
    public async Task Partition_WithARecordLargerThanTheClientMayReceive_IsToldOfAsAnIncident()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "stalled");
        var limits = new Dictionary<string, string> { ["receive.message.max.bytes"] = "100513", ["fetch.max.bytes"] = "100000", ["message.max.bytes"] = "100000", ["max.partition.fetch.bytes"] = "100000" };
        settings = settings with { StalledAfter = TimeSpan.FromSeconds(4), Kafka = settings.Kafka with { Properties = limits.ToImmutableSortedDictionary() } };
        await broker.CreateTopicAsync(settings.Topics.Input[0], 1, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, 1);
        var good = InputTopic.Make(settings.Topics.Input[0], 20, partitions: 1);
        var large = new InputRecord(new TopicPartitionOffset(settings.Topics.Input[0], 0, good.Count), new Message<byte[], byte[]?> { Key = [], Value = new byte[500_000], Headers = [] }, Planted: null);
        InputTopic.Send(broker.Address, good);

        using var worker = WorkerProcess.Start(settings);
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(good.Count, stop);
        InputTopic.Send(broker.Address, [large]);
        await worker.AwaitLogAsync("stalled[0] stands still at offset 20 and has records behind it: it is tried with new clients", stop);
        await worker.AwaitLogAsync("stalled[0] stands still at offset 20: a record there cannot be fetched", stop);
        await worker.AwaitLogAsync("Incident partition-stalled///stalled/0 opened", stop);

        Assert.Equal(0, await worker.StopAsync(stop));
        Assert.Contains(
            TopicReader.ReadToEnd(broker.Address, settings.Topics.Incidents, stop),
            record => Encoding.UTF8.GetString(record.Message.Key!) == "partition-stalled///stalled/0");
    }
}
