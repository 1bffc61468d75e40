using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace XentStream.Tests.Commands;

public sealed class RunCommandTests
{
    private static readonly string[] Somewhere = ["run", "--set", "Kafka:BootstrapServers=localhost:1", "--set", "Topics:Input=a"];

    [Fact]
    public async Task Run_WithAValueThatIsNone_Exits2WithItsKeyAndTheValue()
    {
        var run = await ProgramRun.RunAsync([.. Somewhere, "--set", "Http:Port=99999", "--set", "Delivery=sometimes"]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("XentStream:Http:Port: `99999`", run.Error, StringComparison.Ordinal);
        Assert.Contains("XentStream:Delivery: `sometimes`", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Fact]
    public async Task Run_OnAPortInUse_Exits2WithASentence()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var run = await ProgramRun.RunAsync([.. Somewhere, "--set", $"Http:Port={port}"]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"Port {port} is in use. Choose another with --set Http:Port=", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Fact]
    public async Task Run_ThatIsToldToEnd_EndsWith0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signal.");
        using var worker = ProgramRun.Start([.. Somewhere, "--set", "Http:Port=0"]);
        Assert.Contains("localhost:1", await worker.StandardError.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var signal = Process.Start("kill", ["-TERM", $"{worker.Id}"]);
        var told = worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, worker.ExitCode);
        Assert.DoesNotContain("Exception", await told, StringComparison.Ordinal);
    }
}
