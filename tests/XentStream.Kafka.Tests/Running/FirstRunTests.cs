using Confluent.Kafka;
using Confluent.Kafka.Admin;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

public sealed class FirstRunTests(KafkaBroker broker)
{
    private const int Partitions = 3;

    [Theory]
    [InlineData(Delivery.ExactlyOnce)]
    [InlineData(Delivery.AtLeastOnce)]
    public async Task Worker_WhoseTopicsAreMissing_CreatesThemAndEvaluates(Delivery delivery)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, $"first-{delivery}") with { Delivery = delivery };
        var records = InputTopic.Make(settings.Topics.Input[0], 300, Partitions);
        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync($"The input topic `{settings.Topics.Input[0]}` does not exist.", stop);

        await broker.CreateTopicAsync(settings.Topics.Input[0], Partitions, ("retention.ms", "-1"));
        InputTopic.Send(broker.Address, records);
        await worker.AwaitLogAsync("Evaluating ", stop);
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(records.Count, stop);

        // Without transactions a delta may be there before the records of the same commit are.
        Assert.Equal(0, await worker.StopAsync(stop));
        QuarantineAssert.HoldsExactly(records, TopicReader.ReadToEnd(broker.Address, settings.Topics.Quarantine, stop));
        Assert.Equal((Partitions, "-1"), await DescribeAsync(settings.Topics.Results));
        Assert.Equal((Partitions, "2592000000"), await DescribeAsync(settings.Topics.Quarantine));
    }

    private async Task<(int Partitions, string Retention)> DescribeAsync(string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build();
        var configs = await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = topic }]);
        return (admin.GetMetadata(topic, TimeSpan.FromSeconds(20)).Topics[0].Partitions.Count, configs[0].Entries["retention.ms"].Value);
    }
}
