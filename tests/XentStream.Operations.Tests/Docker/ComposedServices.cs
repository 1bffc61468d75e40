using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using XentStream.Demo;

namespace XentStream.Operations.Tests.Docker;

/// <summary>The services of <c>compose.yaml</c>, on their own ports.</summary>
internal sealed class ComposedServices : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Tool Compose = new("docker-compose", "docker-compose");

    private readonly HttpClient client = new();

    /// <summary>Brings services up; where no Compose is installed, the test is skipped.</summary>
    public static async Task<ComposedServices> UpAsync(params IEnumerable<string> services)
    {
        Compose.Require();
        var (exitCode, output) = await Compose.RunAsync(["up", "-d", "--no-build", .. services]);
        Assert.True(exitCode == 0, output);
        return new ComposedServices();
    }

    /// <summary>Sends every batch of every classifier once, as programs on this machine would.</summary>
    public static async Task SendDigitsAsync()
    {
        using var feeder = new DemoFeeder("localhost:9092");
        foreach (var record in DemoPass.Good())
        {
            await feeder.SendAsync(record, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asks Prometheus until it has an answer.</summary>
    public async Task<double> AwaitQueryAsync(string query)
    {
        var address = new Uri($"http://localhost:9090/api/v1/query?query={Uri.EscapeDataString(query)}");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience; await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            if (await AskAsync(address) is { } value)
            {
                return value;
            }
        }

        Assert.Fail($"Prometheus has no answer to {query}: {(await Compose.RunAsync("logs", "--tail", "40")).Output}");
        return double.NaN;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Compose.RunAsync("down", "--volumes", "--timeout", "5");
    }

    private async Task<double?> AskAsync(Uri address)
    {
        try
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync(address, TestContext.Current.CancellationToken));
            var results = answer.RootElement.GetProperty("data").GetProperty("result");
            return results.GetArrayLength() == 0 ? null : double.Parse(results[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            // It is still starting.
            return null;
        }
    }
}
