using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

public sealed class KilledWorkerTests(KafkaBroker broker)
{
    private const int Records = 10_000;
    private const int Partitions = 4;
    private static readonly int[] Kills = [2_000, 5_000];

    [Theory]
    [InlineData(null)]
    [InlineData("worker-a")]
    public async Task Worker_KilledTwiceInTheMiddle_CommitsEveryRecordExactlyOnce(string? instance)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = Settings($"killed-{instance ?? "unnamed"}", instance);
        var records = await SendAsync(settings);

        await KillTwiceAsync(settings, stop);
        await RunToTheEndAsync(settings, stop);

        var deltas = ReadDeltas(settings, stop);
        OffsetRange.AssertTile(deltas.Select(delta => delta.Source), Partitions, Records / Partitions);
        Assert.Equal(Sums.OfOnePass(records, settings).Lines, Sums.Of(deltas).Lines);
        IncidentAssert.CountExactly(records, settings, TopicReader.ReadToEnd(broker.Address, settings.Topics.Incidents, stop));
        QuarantineAssert.HoldsExactly(records, TopicReader.ReadToEnd(broker.Address, settings.Topics.Quarantine, stop));
    }

    private async Task KillTwiceAsync(WorkerSettings settings, CancellationToken stop)
    {
        foreach (var kill in Kills)
        {
            using var worker = WorkerProcess.Start(settings);
            using var progress = new Progress(broker.Address, settings.Topics.Results);
            progress.Await(kill, stop);
            await worker.KillAsync(stop);

            // Otherwise it was not killed in the middle, and the test would say nothing.
            Assert.InRange(ReadDeltas(settings, stop).Select(delta => delta.Source).Distinct().Sum(range => range.Length), kill, Records - 1);
        }
    }

    private async Task RunToTheEndAsync(WorkerSettings settings, CancellationToken stop)
    {
        using var worker = WorkerProcess.Start(settings);
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(Records, stop);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    private async Task<List<InputRecord>> SendAsync(WorkerSettings settings)
    {
        var records = InputTopic.Make(settings.Topics.Input[0], Records, Partitions);
        await broker.CreateTopicAsync(settings.Topics.Input[0], Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, Partitions);
        InputTopic.Send(broker.Address, records);
        return records;
    }

    private WorkerSettings Settings(string topic, string? instance)
    {
        var settings = RunningSettings.For(broker.Address, topic);

        // Many small commits, so that the kills fall among them.
        return settings with { Kafka = settings.Kafka with { InstanceId = instance }, Commit = new CommitSettings { Records = 25 } };
    }

    private List<Delta> ReadDeltas(WorkerSettings settings, CancellationToken stop) =>
        [.. TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value))];
}
