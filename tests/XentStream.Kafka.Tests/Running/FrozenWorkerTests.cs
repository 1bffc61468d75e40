using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

public sealed class FrozenWorkerTests(KafkaBroker broker)
{
    private const int Records = 4_000;
    private const int Partitions = 2;

    /// <summary>A process that stands still loses its partitions; when it goes on it must not commit what another has taken over.</summary>
    // Of more than half a minute: .ci/run asks for it, as for the faults.
    [Fact(Explicit = true)]
    public async Task Worker_FrozenUntilAnotherHasTakenOver_CommitsNothingTwice()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "frozen") with { Commit = new CommitSettings { Records = 25 } };
        var records = InputTopic.Make(settings.Topics.Input[0], Records, Partitions);
        await broker.CreateTopicAsync(settings.Topics.Input[0], Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, Partitions);
        InputTopic.Send(broker.Address, records);

        using var frozen = WorkerProcess.Start(settings);
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(500, stop);
        frozen.Freeze();
        using var other = WorkerProcess.Start(settings);
        progress.Await(Records, stop);
        frozen.Thaw();
        await frozen.AwaitLogAsync("No longer evaluating", stop);

        Assert.Equal(0, await frozen.StopAsync(stop));
        Assert.Equal(0, await other.StopAsync(stop));
        var deltas = TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value)).ToList();
        OffsetRange.AssertTile(deltas.Select(delta => delta.Source), Partitions, Records / Partitions);
        Assert.Equal(Sums.OfOnePass(records, settings).Lines, Sums.Of(deltas).Lines);
    }
}
