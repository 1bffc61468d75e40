using System.Net;
using System.Net.Sockets;
using XentStream.Demo;

namespace XentStream.Tests.Commands;

public sealed class HealthCommandTests
{
    [Fact]
    public async Task Health_WhereNothingListens_Exits6WithTheAddress()
    {
        var run = await ProgramRun.RunAsync("health", "--port", "1");

        Assert.Equal(6, run.ExitCode);
        Assert.Contains("No worker answers at http://localhost:1/healthz/ready", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Fact]
    public async Task Health_OfAWorkerWithoutBroker_IsLiveAndNotReadyForAReason()
    {
        var port = FreePort();
        using var worker = ProgramRun.Start("run", "--set", "Kafka:BootstrapServers=localhost:1", "--set", "Topics:Input=a", "--set", $"Http:Port={port}");
        string told;
        do
        {
            told = await worker.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The worker ended.");
        }
        while (!told.Contains("localhost:1", StringComparison.Ordinal));

        var live = await ProgramRun.RunAsync("health", "--port", $"{port}", "--check", "live");
        var ready = await ProgramRun.RunAsync("health", "--port", $"{port}");
        worker.Kill();

        Assert.Equal((0, "live\n"), (live.ExitCode, live.Output));
        Assert.Equal(6, ready.ExitCode);
        Assert.StartsWith("not ready: The broker localhost:1 cannot be used: ", ready.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_OfAWorkerThatIsWell_Exits0()
    {
        await using var demo = await DemoRun.StartAsync(port: 0, DemoPass.WithEachKindOnce().Count, TestContext.Current.CancellationToken);
        await demo.FeedOnceAsync(TestContext.Current.CancellationToken);

        foreach (var check in new[] { "live", "ready", "startup" })
        {
            var run = await ProgramRun.RunAsync("health", "--port", $"{demo.Port}", "--check", check);
            Assert.Equal((0, $"{check}\n", ""), (run.ExitCode, run.Output, run.Error));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
