using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

/// <summary>Where a group begins that has committed nothing yet.</summary>
public sealed class StartAtTests(KafkaBroker broker)
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Latest_WhereTheWorkerEndsBeforeItsFirstRecord_IsWhereItBegan(bool isKilled)
    {
        broker.Require();
        var topic = isKilled ? "latest-killed" : "latest-stopped";
        var (settings, records) = await PrepareAsync(topic);
        InputTopic.Send(broker.Address, records[..100]);
        using (var worker = WorkerProcess.Start(settings))
        {
            await worker.AwaitLogAsync($"Evaluating {topic}[0].", stop);
            await (isKilled ? worker.KillAsync(stop) : worker.StopAsync(stop));
        }

        InputTopic.Send(broker.Address, records[100..]);
        await RunAsync(settings, 100);

        Assert.Equal([(100L, 200L)], Merge(settings, partition: 0));
    }

    [Fact]
    public async Task Latest_OfAPartitionThatIsAddedToATopicThatWasCounted_IsItsBeginning()
    {
        broker.Require();
        var (settings, records) = await PrepareAsync("latest-added");
        using (var worker = WorkerProcess.Start(settings))
        {
            using var progress = new Progress(broker.Address, settings.Topics.Results);
            await worker.AwaitLogAsync("Evaluating latest-added[0].", stop);
            InputTopic.Send(broker.Address, records[..20]);
            progress.Await(20, stop);
            Assert.Equal(0, await worker.StopAsync(stop));
        }

        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build())
        {
            await admin.CreatePartitionsAsync([new() { Topic = "latest-added", IncreaseTo = 2 }]);
        }

        InputTopic.Send(broker.Address, records[20..60].Select((record, i) => record with { Place = new TopicPartitionOffset("latest-added", 1, i) }));
        await RunAsync(settings, 60);

        Assert.Equal([(0L, 40L)], Merge(settings, partition: 1));
    }

    private async Task<(WorkerSettings Settings, List<InputRecord> Records)> PrepareAsync(string topic)
    {
        var settings = RunningSettings.For(broker.Address, topic) with { StartAt = StartPosition.Latest };
        await broker.CreateTopicAsync(topic, 1, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, 1);
        return (settings, InputTopic.Make(topic, 200, partitions: 1));
    }

    private async Task RunAsync(WorkerSettings settings, long records)
    {
        using var worker = WorkerProcess.Start(settings);
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(records, stop);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    private List<(long From, long To)> Merge(WorkerSettings settings, int partition) => OffsetRange.Merge(
        TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value).Source).Where(range => range.Partition == partition));
}
