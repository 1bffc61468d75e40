using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using XentStream.Hosting;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Publishing;

namespace XentStream.Benchmarks.Pipeline;

/// <summary>The worker as it is deployed, web server and metrics included, in this process: it consumes, decodes, checks, scores and commits a topic.</summary>
internal sealed class MeasuredWorker : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly WorkerHost host;
    private readonly MeterListener records = new();
    private readonly PassTimer timer = new();

    private MeasuredWorker(WorkerSettings settings)
    {
        var quiet = new ConfigurationBuilder().AddInMemoryCollection([new("Logging:LogLevel:Default", "Warning")]).Build();
        host = WorkerHost.Build(quiet, settings);
        records.InstrumentPublished = (instrument, listener) =>
        {
            // The first record of all is among those whose duration is shown.
            if (instrument.Name == InstrumentNames.ProcessDuration)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        records.SetMeasurementEventCallback<double>((_, _, _, _) => timer.Begin());
        records.Start();
    }

    /// <summary>The settings of a worker on a topic: those that a worker has by itself.</summary>
    public static WorkerSettings SettingsFor(string broker, string topic)
    {
        var name = $"{topic}-{Guid.NewGuid():N}";
        return new()
        {
            Kafka = new KafkaSettings { BootstrapServers = broker, GroupId = name },
            Topics = new TopicSettings { Input = [topic], Results = $"{name}.results", Quarantine = $"{name}.quarantine", Incidents = $"{name}.incidents" },
            Http = new HttpSettings { Port = 0 },
        };
    }

    /// <summary>Starts a worker.</summary>
    public static async Task<MeasuredWorker> StartAsync(WorkerSettings settings)
    {
        var worker = new MeasuredWorker(settings);
        await worker.host.TryStartAsync(CancellationToken.None);
        return worker;
    }

    /// <summary>One pass of a worker with a group of its own over a topic.</summary>
    public static Task<Pass> RunAsync(string broker, string topic, long records) => RunAsync(SettingsFor(broker, topic), records, model => model.Evaluated);

    /// <summary>One pass of a worker that joins two topics, until so many rows have a label.</summary>
    public static Task<Pass> RunJoinedAsync(WorkerSettings settings, long rows) => RunAsync(settings, rows, model => model.Join.LabelledRows);

    private static async Task<Pass> RunAsync(WorkerSettings settings, long all, Func<CommittedModel, long> countOf)
    {
        var worker = new MeasuredWorker(settings);
        await using (worker)
        {
            var committed = worker.host.Services.GetRequiredService<CommittedTotals>();
            committed.Published += (_, _) => worker.timer.Reach(committed.Read(model => new[] { countOf(model) }).Sum(), all);
            await worker.host.TryStartAsync(CancellationToken.None);
            return await worker.timer.Ended.WaitAsync(Patience);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await host.DisposeAsync();
        records.Dispose();
    }
}
