using XentStream.Faults.Brokers;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

/// <summary>What is between a worker and its broker is slow, or stands still.</summary>
public sealed class StalledLinkTests(KafkaBroker broker)
{
    private const int Records = 400;

    // What an orchestrator gives by default, and what a machine with much to do takes.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task QuarantineThatIsSlow_AndACloseThatHangs_LoseNothingAndEndInOrder()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await Cluster.StartAsync(nodes: 1, workers: 1, stop);
        var settings = RunningSettings.For(cluster.AddressFor(0), "stalled-link") with { Commit = new CommitSettings { Records = 50 } };
        await Cluster.CreateTopicsAsync(cluster.Address, settings.Topics, partitions: 1);
        var records = InputTopic.Make(settings.Topics.Input[0], Records, partitions: 1);
        var link = cluster.LinksOf(0).Single();
        using var progress = new Progress(cluster.Address, settings.Topics.Results);
        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync("Evaluating ", stop);

        link.Delay(TimeSpan.FromMilliseconds(300));
        InputTopic.Send(cluster.Address, records);
        progress.Await(Records / 4, stop);
        link.Stall();
        Assert.Equal(0, await worker.StopAsync(stop).WaitAsync(Grace, stop));
        link.Restore();
        using var next = WorkerProcess.Start(settings);
        progress.Await(Records, stop);
        Assert.Equal(0, await next.StopAsync(stop));

        var deltas = TopicReader.ReadToEnd(cluster.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value)).ToList();
        OffsetRange.AssertTile(deltas.Select(delta => delta.Source), partitions: 1, Records);
        Assert.Equal(Sums.OfOnePass(records, settings).Lines, Sums.Of(deltas).Lines);
        Assert.Equal(deltas.Sum(delta => delta.Records.Rejected), TopicReader.ReadToEnd(cluster.Address, settings.Topics.Quarantine, stop).Count);
    }
}
