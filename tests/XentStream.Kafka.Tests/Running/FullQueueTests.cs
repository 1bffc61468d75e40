using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;

namespace XentStream.Kafka.Tests.Running;

public sealed class FullQueueTests(KafkaBroker broker)
{
    private const int Records = 1200;
    private const int Partitions = 2;

    /// <summary>A commit that has more to write than the producer's queue holds waits for room, and leaves nothing out.</summary>
    [Fact]
    public async Task ProducerQueue_SmallerThanACommit_LosesNothing()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "full-queue");
        settings = settings with { Kafka = settings.Kafka with { Properties = settings.Kafka.Properties.Add("queue.buffering.max.messages", "2") } };
        var records = InputTopic.Make(settings.Topics.Input[0], Records, Partitions);
        await broker.CreateTopicAsync(settings.Topics.Input[0], Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, Partitions);
        InputTopic.Send(broker.Address, records);

        using var worker = WorkerProcess.Start(settings);
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(Records, stop);
        Assert.Equal(0, await worker.StopAsync(stop));

        var deltas = TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value)).ToList();
        OffsetRange.AssertTile(deltas.Select(delta => delta.Source), Partitions, Records / Partitions);
        Assert.Equal(Sums.OfOnePass(records, settings).Lines, Sums.Of(deltas).Lines);
        Assert.Equal(deltas.Sum(delta => delta.Records.Rejected), TopicReader.ReadToEnd(broker.Address, settings.Topics.Quarantine, stop).Count);
    }
}
