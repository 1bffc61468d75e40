using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Hosting;

namespace XentStream.Kafka.Tests.Running;

public sealed class MaxPollIntervalTests(KafkaBroker broker)
{
    private const int Records = 1000;
    private const int Partitions = 2;

    /// <summary>A commit takes longer than a worker may stay away from polling, while its heartbeats go on: its partitions go to another, who counts the same records.</summary>
    [Fact]
    public async Task MaxPollInterval_ExceededByACommit_CommitsNothingTwice()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "max-poll");
        settings = settings with { Kafka = settings.Kafka with { Properties = settings.Kafka.Properties.Add("max.poll.interval.ms", "6000").Add("session.timeout.ms", "6000") } };
        var records = InputTopic.Make(settings.Topics.Input[0], Records, Partitions);
        await broker.CreateTopicAsync(settings.Topics.Input[0], Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, Partitions);
        InputTopic.Send(broker.Address, records);

        using var held = new HeldCommit();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging().AddMetrics().AddEvaluation(settings).AddSingleton(held).AddSingleton<Deliveries, HeldDeliveries>();
        using var slow = builder.Build();
        await slow.StartAsync(stop);
        await held.Reached.WaitAsync(TimeSpan.FromMinutes(1), stop);
        using var other = WorkerProcess.Start(settings);
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(Records, stop);
        held.Release();
        await slow.StopAsync(stop);

        Assert.Equal(0, await other.StopAsync(stop));
        Assert.False(slow.Services.HasCrashed());
        var deltas = TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value)).ToList();
        OffsetRange.AssertTile(deltas.Select(delta => delta.Source), Partitions, Records / Partitions);
        Assert.Equal(Sums.OfOnePass(records, settings).Lines, Sums.Of(deltas).Lines);
    }
}
