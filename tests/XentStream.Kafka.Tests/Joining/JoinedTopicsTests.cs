using System.Collections.Immutable;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Running;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>Two topics that do not hold what a join needs.</summary>
public sealed class JoinedTopicsTests(KafkaBroker broker)
{
    private const int Count = 1500;

    [Theory]
    [InlineData("compact")]
    [InlineData("compact,delete")]
    public async Task Worker_OfATopicThatIsCompacted_RefusesAndSaysTheFix(string policy)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, $"compacted-{policy.Length}", Corrections.First);
        await broker.CreateTopicAsync(settings.Topics.Input[0], 1);
        await broker.CreateTopicAsync(settings.Topics.Labels!, 1, ("cleanup.policy", policy));

        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync($"The topic `{settings.Topics.Labels}` is compacted", stop);
        Assert.Contains($"--entity-name {settings.Topics.Labels} --add-config cleanup.policy=delete", worker.Log, StringComparison.Ordinal);
        using (var admin = BuildAdmin())
        {
            await admin.IncrementalAlterConfigsAsync(new()
            {
                [new ConfigResource { Type = ResourceType.Topic, Name = settings.Topics.Labels }] = [new ConfigEntry { Name = "cleanup.policy", Value = "delete", IncrementalOperation = AlterConfigOpType.Set }],
            });
        }

        await worker.AwaitLogAsync("Evaluating", stop);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    [Theory]
    [InlineData("message.timestamp.type", "LogAppendTime")]
    [InlineData("message.timestamp.after.max.ms", "2500")]
    public async Task Worker_OfATopicThatWrongClocksCanReach_SaysWhichAndTheFixAndWorks(string setting, string value)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, $"clocks-{value.ToLowerInvariant()}", Corrections.First);
        await broker.CreateTopicAsync(settings.Topics.Input[0], 1, (setting, value));
        await broker.CreateTopicAsync(settings.Topics.Labels!, 1, ("message.timestamp.after.max.ms", "2501"));

        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync($"The timestamps of `{settings.Topics.Labels}` are those of its producers, and its broker takes such as are ahead of its own clock by 00:00:02.5010000", stop);
        await worker.AwaitLogAsync("Evaluating", stop);
        Assert.Contains($"--entity-name {settings.Topics.Labels} --add-config message.timestamp.after.max.ms=2500 (or message.timestamp.type=LogAppendTime)", worker.Log, StringComparison.Ordinal);
        Assert.DoesNotContain($"The timestamps of `{settings.Topics.Input[0]}`", worker.Log, StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    // Some of what the join needs is gone, or all of what was read.
    [Theory]
    [InlineData(Count - 100, "that the join still needs")]
    [InlineData(Count, "whether the join still needs any of it")]
    public async Task Worker_ThatComesBackAfterRetention_SaysThatItsHorizonIsLost(int low, string said)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, $"horizon-{low}", Corrections.First);
        await CreateAsync(settings);
        var input = new JoinedInput(0, Count);
        input.Send(broker.Address, settings.Topics.Input[0], settings.Topics.Labels!);
        await RunToTheEndAsync(settings, input.Predictions.Count + input.Labels.Count, stop);
        using (var admin = BuildAdmin())
        {
            await admin.DeleteRecordsAsync([new TopicPartitionOffset(settings.Topics.Input[0], 0, low)]);
        }

        using var worker = WorkerProcess.Start(settings);
        var incident = await AwaitIncidentAsync(settings, "join-horizon-lost", stop);
        Assert.Contains(said, incident, StringComparison.Ordinal);
        Assert.Contains($"{settings.Topics.Input[0]}[0]", incident, StringComparison.Ordinal);
        Assert.Contains("Raise retention.ms", incident, StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    [Fact]
    public async Task Worker_ThatComesBackToAWholeHorizon_SaysNothingOfIt()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, "horizon-whole", Corrections.First);
        await CreateAsync(settings);
        var input = new JoinedInput(0, Count);
        input.Send(broker.Address, settings.Topics.Input[0], settings.Topics.Labels!);
        await RunToTheEndAsync(settings, input.Predictions.Count + input.Labels.Count, stop);
        using (var admin = BuildAdmin())
        {
            // Two minutes are predicted, and some 55 seconds are needed.
            await admin.DeleteRecordsAsync([new TopicPartitionOffset(settings.Topics.Input[0], 0, 100), new TopicPartitionOffset(settings.Topics.Labels!, 0, 100)]);
        }

        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync("Evaluating", stop);
        Assert.Equal(0, await worker.StopAsync(stop));
        var incidents = TopicReader.ReadToEnd(broker.Address, settings.Topics.Incidents, stop).Select(record => Encoding.UTF8.GetString(record.Message.Key!));
        Assert.DoesNotContain(incidents, key => key.StartsWith("join-horizon-lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Partition_WithoutItsOtherHalf_WaitsForItAndThenIsJoinedWhole()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, "half", Corrections.Last);
        settings = settings with { Kafka = settings.Kafka with { Properties = ImmutableSortedDictionary<string, string>.Empty.Add("topic.metadata.refresh.interval.ms", "1000") } };
        await CreateAsync(settings);
        List<JoinedInput> inputs = [new(0, 200), new(1, 200)];
        using var admin = BuildAdmin();
        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync("Evaluating", stop);

        await AddPartitionAsync(admin, settings.Topics.Input[0], stop);
        inputs[1].SendPredictions(broker.Address, settings.Topics.Input[0]);
        await worker.AwaitLogAsync($"The partition 1 of `{settings.Topics.Input[0]}` has no other half", stop);
        inputs[0].Send(broker.Address, settings.Topics.Input[0], settings.Topics.Labels!);
        using (var progress = new JoinedProgress(broker.Address, settings.Topics.Results))
        {
            progress.Await(inputs[0].Predictions.Count + inputs[0].Labels.Count, stop);
            await AddPartitionAsync(admin, settings.Topics.Labels!, stop);
            inputs[1].SendLabels(broker.Address, settings.Topics.Labels!);
            progress.Await(inputs.Sum(input => input.Predictions.Count + input.Labels.Count), stop);
        }

        Assert.Equal(0, await worker.StopAsync(stop));
        var deltas = TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => JoinedDelta.Parse(record.Message.Value)).ToList();
        Assert.Equal(JoinedLedgers.Expected(inputs, settings.Join!).ToString(), JoinedLedgers.Actual(deltas).ToString());
    }

    private static Task AddPartitionAsync(IAdminClient admin, string topic, CancellationToken stop) =>
        admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = 2 }]).WaitAsync(stop);

    private async Task CreateAsync(WorkerSettings settings)
    {
        await broker.CreateTopicAsync(settings.Topics.Input[0], 1, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Labels!, 1, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, 1);
        await broker.CreateTopicAsync(settings.Topics.Incidents, 1);
    }

    private async Task RunToTheEndAsync(WorkerSettings settings, int total, CancellationToken stop)
    {
        using var worker = WorkerProcess.Start(settings);
        using var progress = new JoinedProgress(broker.Address, settings.Topics.Results);
        progress.Await(total, stop);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    private async Task<string> AwaitIncidentAsync(WorkerSettings settings, string code, CancellationToken stop)
    {
        using var incidents = new TopicReader(broker.Address, settings.Topics.Incidents);
        return await Task.Run(
            () =>
            {
                var incident = "";
                while (!incident.Contains($"\"{code}\"", StringComparison.Ordinal))
                {
                    incident = Encoding.UTF8.GetString(incidents.Next(stop).Message.Value!);
                }

                return incident;
            },
            stop);
    }

    private IAdminClient BuildAdmin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build();
}
