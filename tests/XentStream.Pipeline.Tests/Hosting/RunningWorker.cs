using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;

namespace XentStream.Pipeline.Tests.Hosting;

/// <summary>The worker as a host runs it, on a broker in this process.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    // A hang must not look like a slow machine: whoever waits for so long is told what the worker said.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly EmbeddedBroker broker;
    private readonly IHost host;
    private readonly SemaphoreSlim published = new(0);

    private RunningWorker(EmbeddedBroker broker, IHost host) => (this.broker, this.host) = (broker, host);

    public CommittedTotals Committed => host.Services.GetRequiredService<CommittedTotals>();

    public WorkerHealth Health => host.Services.GetRequiredService<WorkerHealth>();

    public static async Task<RunningWorker> StartAsync(Func<WorkerSettings, WorkerSettings> change)
    {
        var topics = Settings.For().Topics;
        var broker = EmbeddedBroker.Start([.. topics.Input, topics.Results, topics.Quarantine, topics.Incidents]);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddFakeLogging();
        builder.Services.AddEvaluation(change(Settings.For(broker.Address)));
        var worker = new RunningWorker(broker, builder.Build());
        worker.Committed.Published += (_, _) => worker.published.Release();
        await worker.host.StartAsync(TestContext.Current.CancellationToken);
        return worker;
    }

    public async Task SendAsync(params IEnumerable<Message<byte[], byte[]?>> messages)
    {
        using var producer = new ProducerBuilder<byte[], byte[]?>(new ProducerConfig { BootstrapServers = broker.Address }).SetValueSerializer(Serializers.ByteArray!).Build();
        foreach (var message in messages)
        {
            await producer.ProduceAsync("predictions", message, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until commits make it true.</summary>
    public async Task AwaitAsync(Func<CommittedTotals, bool> condition)
    {
        while (!condition(Committed))
        {
            if (!await published.WaitAsync(Patience, TestContext.Current.CancellationToken))
            {
                throw new TimeoutException($"Nothing was committed for {Patience.TotalSeconds} s: {string.Join('\n', host.Services.GetFakeLogCollector().GetSnapshot().Select(line => line.Message))}");
            }
        }
    }

    /// <summary>Waits until the worker says something; health knows by then.</summary>
    public async Task AwaitLogAsync(string text)
    {
        await foreach (var line in host.Services.GetFakeLogCollector().GetLogsAsync(TestContext.Current.CancellationToken))
        {
            if (line.Message.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    /// <summary>The first records of a topic, over all partitions.</summary>
    public List<Message<byte[]?, byte[]?>> Read(string topic, int count)
    {
        var config = new ConsumerConfig { BootstrapServers = broker.Address, GroupId = "reader", EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).SetKeyDeserializer(Deserializers.ByteArray!).SetValueDeserializer(Deserializers.ByteArray!).Build();
        consumer.Assign(Enumerable.Range(0, 4).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        return [.. Enumerable.Range(0, count).Select(_ => consumer.Consume(TestContext.Current.CancellationToken).Message)];
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        broker.Dispose();
        published.Dispose();
    }
}
