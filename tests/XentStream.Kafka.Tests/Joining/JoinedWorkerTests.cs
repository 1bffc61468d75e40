using System.Text;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Kafka.Tests.Running;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Joining;

public sealed class JoinedWorkerTests(KafkaBroker broker)
{
    private const int Partitions = 4;
    private const int PerPartition = 1500;

    // Of most of a minute each: .ci/run asks for it, as for the faults.
    [Theory(Explicit = true)]
    [InlineData(Corrections.First)]
    [InlineData(Corrections.Last)]
    public async Task Workers_KilledAndRebalancedInTheMiddle_ComeToTheDefinitionToTheByte(Corrections corrections)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, $"joined-{corrections.ToString().ToLowerInvariant()}", corrections);
        var inputs = await SendAsync(settings);
        var total = inputs.Sum(input => input.Predictions.Count + input.Labels.Count);

        await StrikeAsync(settings, total, stop);
        var deltas = await RunToTheEndAsync(settings, total, stop);

        OffsetRange.AssertTile(deltas.Select(delta => delta.Predictions).Where(range => range.Length > 0), Partitions, PerPartition);
        Assert.All(inputs, input => Assert.Equal(
            input.Labels.Count, deltas.Select(delta => delta.Labels).Where(range => range.Partition == input.Partition).Distinct().Sum(range => range.Length)));
        Assert.Equal(JoinedLedgers.Expected(inputs, settings.Join!).ToString(), JoinedLedgers.Actual(deltas).ToString());
    }

    [Fact]
    public async Task Worker_OfTopicsWithDifferentPartitions_SaysBothNumbersAndTheFix()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, "unequal", Corrections.First);
        await broker.CreateTopicAsync(settings.Topics.Input[0], 4);
        await broker.CreateTopicAsync(settings.Topics.Labels!, 3);

        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync("has 4 partitions and the topic of its labels `unequal.labels` has 3", stop);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    [Fact]
    public async Task Worker_OfTopicsWhoseKeysArePlacedDifferently_OpensAnIncident()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, "placed", Corrections.Last);
        await CreateTopicsAsync(settings);
        await broker.CreateTopicAsync(settings.Topics.Incidents, 1);
        new JoinedInput(0, 300).SendByKey(broker.Address, (settings.Topics.Input[0], Partitioner.Murmur2Random), (settings.Topics.Labels!, Partitioner.ConsistentRandom));

        using var worker = WorkerProcess.Start(settings);
        using var incidents = new TopicReader(broker.Address, settings.Topics.Incidents);
        var incident = "";
        while (!incident.Contains("label-partitioner-mismatch", StringComparison.Ordinal))
        {
            incident = Encoding.UTF8.GetString(incidents.Next(stop).Message.Value!);
        }

        Assert.Contains("are placed by murmur2", incident, StringComparison.Ordinal);
        Assert.Contains("by consistent (CRC32)", incident, StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    [Fact]
    public async Task Worker_WithOtherSettingsThanItsResults_DoesNotAddToThem()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, "changed", Corrections.Last);
        await CreateTopicsAsync(settings);
        var input = new JoinedInput(0, 20);
        input.Send(broker.Address, settings.Topics.Input[0], settings.Topics.Labels!);
        await RunToTheEndAsync(settings, input.Predictions.Count + input.Labels.Count, stop);

        await AssertStopsAsync(settings with { Join = settings.Join! with { Within = TimeSpan.FromSeconds(21) } }, "were joined by other settings", stop);
        var contracts = settings.Contracts.ToDictionary(contract => contract.Key, contract => contract.Value with { LabelSmoothing = 0.1 });
        await AssertStopsAsync(settings with { Contracts = contracts }, "were scored under another contract of `", stop);
    }

    private static async Task AssertStopsAsync(WorkerSettings settings, string reason, CancellationToken stop)
    {
        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync($"join-settings-changed: the deltas in `{settings.Topics.Results}` {reason}", stop);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    // A second worker joins, the first is killed, and the second is killed as well.
    private async Task StrikeAsync(WorkerSettings settings, int total, CancellationToken stop)
    {
        using var progress = new JoinedProgress(broker.Address, settings.Topics.Results);
        using var first = WorkerProcess.Start(settings);
        progress.Await(total / 5, stop);
        using var second = WorkerProcess.Start(settings);
        await second.AwaitLogAsync("Evaluating", stop);
        await first.KillAsync(stop);
        progress.Await(total * 3 / 5, stop);
        await second.KillAsync(stop);
    }

    private async Task<List<JoinedDelta>> RunToTheEndAsync(WorkerSettings settings, int total, CancellationToken stop)
    {
        using var worker = WorkerProcess.Start(settings);
        using var progress = new JoinedProgress(broker.Address, settings.Topics.Results);
        progress.Await(total, stop);

        // The one before may have come to the end before it was killed; this one is to hear that it shall stop.
        await worker.AwaitLogAsync("Evaluating", stop);
        Assert.Equal(0, await worker.StopAsync(stop));
        return [.. TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => JoinedDelta.Parse(record.Message.Value))];
    }

    private async Task CreateTopicsAsync(WorkerSettings settings)
    {
        await broker.CreateTopicAsync(settings.Topics.Input[0], Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Labels!, Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, Partitions);
    }

    private async Task<List<JoinedInput>> SendAsync(WorkerSettings settings)
    {
        await CreateTopicsAsync(settings);
        var inputs = Enumerable.Range(0, Partitions).Select(partition => new JoinedInput(partition, PerPartition)).ToList();
        inputs.ForEach(input => input.Send(broker.Address, settings.Topics.Input[0], settings.Topics.Labels!));
        return inputs;
    }
}
