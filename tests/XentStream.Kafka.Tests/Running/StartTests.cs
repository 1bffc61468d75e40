using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using XentStream.Kafka.Tests.Broker;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

/// <summary>How long a worker takes from its start until it is ready: a figure, asked for by command.</summary>
public sealed class StartTests(KafkaBroker broker)
{
    private const int Starts = 7;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    [Fact(Explicit = true)]
    public async Task Worker_OnARealKafka_IsReadyInTwoSeconds()
    {
        broker.Require();
        var settings = RunningSettings.For(broker.Address, "start");
        settings = settings with { Kafka = settings.Kafka with { InstanceId = "start-1" } };
        await broker.CreateTopicAsync("start", 4);
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            times.Add(await StartAsync(settings with { Http = new HttpSettings { Port = FreePort() } }));
        }

        // The first start makes the worker's own topics.
        TestContext.Current.TestOutputHelper!.WriteLine($"Ready on a real Kafka after {times[0]:0.00} s with topics to create, then {string.Join(", ", times.Skip(1).Select(time => $"{time:0.00}"))} s.");
        Assert.InRange(times.Skip(1).Order().ElementAt((Starts - 1) / 2), 0, 2);
    }

    private static async Task<double> StartAsync(WorkerSettings settings)
    {
        var start = Stopwatch.GetTimestamp();
        using var worker = WorkerProcess.Start(settings);
        await AwaitReadyAsync(new Uri($"http://127.0.0.1:{settings.Http.Port}/healthz/ready"));
        var time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.Equal(0, await worker.StopAsync(TestContext.Current.CancellationToken));
        return time;
    }

    private static async Task AwaitReadyAsync(Uri address)
    {
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(Pace);
        while (!await IsReadyAsync(client, address))
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, Uri address)
    {
        try
        {
            using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It is still starting.
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
