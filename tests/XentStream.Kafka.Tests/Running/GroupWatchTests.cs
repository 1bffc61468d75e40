using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Kafka;

namespace XentStream.Kafka.Tests.Running;

public sealed class GroupWatchTests(KafkaBroker broker)
{
    private const int Records = 400;
    private const int Partitions = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>A member comes back under its instance id after it gave partitions up and before it told the group: nobody has these then, until the worker wakes the group.</summary>
    [Fact]
    public async Task GroupWatch_PartitionsThatNobodyHas_AreSharedOutAgain()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "unowned");
        await broker.CreateTopicAsync(settings.Topics.Input[0], Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, Partitions);
        InputTopic.Send(broker.Address, InputTopic.Make(settings.Topics.Input[0], Records, Partitions));

        using var givingUp = new ManualResetEventSlim();
        using var cameBack = new ManualResetEventSlim();
        using var member = new GroupMember(settings, "b", () =>
        {
            givingUp.Set();
            cameBack.Wait(Patience, stop);
        });
        member.PollUntil(() => member.Partitions == Partitions);
        using var worker = WorkerOf(settings with { Kafka = settings.Kafka with { InstanceId = "a" } });
        await worker.StartAsync(stop);
        var polling = Task.Run(() => member.PollUntil(() => cameBack.IsSet), stop);
        givingUp.Wait(Patience, stop);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build();
        using (var returned = new GroupMember(settings, "b", () => { }))
        {
            returned.PollUntil(() => returned.Partitions > 0);
            cameBack.Set();
            await polling;

            Assert.Equal(2, Find(admin, settings).Partitions.Count);
            returned.PollUntil(() => Find(admin, settings) is { FirstInstance: "a-0", Partitions.Count: 0 });
        }

        // What the other member still had comes to the worker when its session ends.
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(Records, stop);
        await worker.StopAsync(stop);
        Assert.False(worker.Services.HasCrashed());
    }

    private static (IReadOnlySet<TopicPartition> Partitions, string? FirstInstance) Find(IAdminClient admin, WorkerSettings settings) =>
        GroupGaps.Find(admin, settings.Kafka.GroupId, settings.Topics.Input, Patience);

    private static IHost WorkerOf(WorkerSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging().AddMetrics().AddEvaluation(settings);
        return builder.Build();
    }
}
