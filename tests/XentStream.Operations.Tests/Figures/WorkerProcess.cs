using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using XentStream.Configuration;
using XentStream.Demo;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;
using XentStream.Scoring.Contracts;

namespace XentStream.Operations.Tests.Figures;

/// <summary>
/// The worker in a process of its own, on a broker in this one: what is measured is the worker, and in one process the instruments of several are seen by each exporter.
/// </summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly EmbeddedBroker broker;
    private readonly Process process;
    private readonly HttpClient client = new();
    private readonly int port;

    private WorkerProcess(EmbeddedBroker broker, Process process, int port)
    {
        (this.broker, this.process, this.port) = (broker, process, port);
        Feeder = new DemoFeeder(broker.Address);
    }

    /// <summary>Sends to it.</summary>
    public DemoFeeder Feeder { get; }

    /// <summary>What is resident of it, in bytes.</summary>
    public long Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static WorkerProcess Start()
    {
        var topics = DemoSettings.Topics;
        var broker = EmbeddedBroker.Start([.. topics.Input, topics.Results, topics.Quarantine, topics.Incidents]);
        var port = FreePort();
        var settings = DemoSettings.For(broker.Address, port, recordsPerCommit: 1) with { Contracts = new Dictionary<string, Contract> { [WorkerSettings.AnyModel] = new() } };
        var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"xentstream-{port}.json"));
        File.WriteAllText(file, SettingsJson.Write(settings));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "xentstream.dll"), "run", "--config", file]) { RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new WorkerProcess(broker, process, port);
    }

    /// <summary>Asks for a page until the answer is as wanted.</summary>
    public async Task<string> AwaitAsync(string path, Func<string, bool> isAsWanted)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            try
            {
                var answer = await GetAsync(path);
                if (isAsWanted(answer))
                {
                    return answer;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // It is still starting.
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asks for a page.</summary>
    public Task<string> GetAsync(string path) => client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/{path}"), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        client.Dispose();
        Feeder.Dispose();
        broker.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
