using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using XentStream.Demo;
using XentStream.Encodings.Selection;
using XentStream.Hosting;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;

namespace XentStream.Operations.Tests.Prometheus;

/// <summary>A worker whose labels come on a topic of their own, for four of five predictions, a little later than these; and one for nobody now and then.</summary>
internal sealed class JoinedWorker : IAsyncDisposable
{
    private const string Predictions = "clicks";
    private const string Labels = "outcomes";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly EmbeddedBroker broker;
    private readonly WorkerHost host;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource labelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task feeding;

    private JoinedWorker(EmbeddedBroker broker, WorkerHost host)
    {
        (this.broker, this.host) = (broker, host);
        var state = host.Services.GetRequiredService<WorkerState>();
        host.Services.GetRequiredService<CommittedTotals>().Published += (_, _) => NoteLabels(state);
        feeding = Task.Run(FeedAsync);
    }

    /// <summary>Where it serves.</summary>
    public int Port => host.Port;

    public static async Task<JoinedWorker> StartAsync(CancellationToken stop)
    {
        var topics = new TopicSettings { Input = [Predictions], Labels = Labels };
        var broker = EmbeddedBroker.Start([Predictions, Labels, topics.Results, topics.Quarantine, topics.Incidents]);
        var settings = DemoSettings.For(broker.Address, port: 0, recordsPerCommit: 20) with
        {
            Topics = topics,
            Join = new JoinSettings { Within = TimeSpan.FromHours(1) },
            Commit = new CommitSettings { Interval = TimeSpan.FromMilliseconds(200) },
        };
        var quiet = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Logging:LogLevel:Default", (string?)"Warning")]).Build();
        var host = WorkerHost.Build(quiet, settings);
        Assert.True(await host.TryStartAsync(stop));
        return new JoinedWorker(broker, host);
    }

    /// <summary>Waits until each version has labels.</summary>
    public Task AwaitLabelsAsync(CancellationToken stop) => labelled.Task.WaitAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await feeding;
        await host.StopAsync();
        await host.DisposeAsync();
        broker.Dispose();
        stop.Dispose();
    }

    private void NoteLabels(WorkerState state)
    {
        if (state.LastHour.Count(coverage => coverage.Labelled > 0 && coverage.Labelled < coverage.Rows) == 2)
        {
            labelled.TrySetResult();
        }
    }

    private async Task FeedAsync()
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = broker.Address, Partitioner = Partitioner.Murmur2Random }).SetLogHandler((_, _) => { }).Build();
        DigitBatch[] batches = [.. DigitData.Read("v1").Zip(DigitData.Read("v2")).SelectMany(pair => new[] { pair.First, pair.Second })];
        using var timer = new PeriodicTimer(Pace);
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            await SendAsync(producer, number, batches[number % batches.Length]);
            await PauseAsync(timer);
        }
    }

    private static async Task SendAsync(IProducer<byte[], byte[]> producer, int number, DigitBatch batch)
    {
        var payload = DemoPayload.Named(DigitBatch.Model, batch.Version).Add("logits", "F32", [batch.Rows, DigitBatch.Classes], batch.Logits).ToArray();
        await producer.ProduceAsync(Predictions, MessageOf($"request-{number}", payload, "application/x-safetensors"));
        if (number % 5 > 0)
        {
            await producer.ProduceAsync(Labels, MessageOf($"request-{number}", LabelsOf(batch), "application/json"));
        }

        if (number % 10 == 0)
        {
            await producer.ProduceAsync(Labels, MessageOf($"nobody-{number}", LabelsOf(batch), "application/json"));
        }
    }

    private async Task PauseAsync(PeriodicTimer timer)
    {
        try
        {
            await timer.WaitForNextTickAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The end that was asked for.
        }
    }

    private static byte[] LabelsOf(DigitBatch batch) => Encoding.UTF8.GetBytes($$"""{"labels": [{{string.Join(',', Enumerable.Range(0, batch.Rows).Select(batch.LabelOf))}}]}""");

    private static Message<byte[], byte[]> MessageOf(string id, byte[] value, string type) => new()
    {
        Key = Encoding.UTF8.GetBytes(id),
        Value = value,
        Headers = new Headers { { RecordHeaders.ContentTypeName, Encoding.UTF8.GetBytes(type) } },
    };
}
