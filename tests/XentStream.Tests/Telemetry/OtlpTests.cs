using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using XentStream.Pipeline.Publishing;

namespace XentStream.Tests.Telemetry;

public sealed class OtlpTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> received = new();
    private WebApplication collector = null!;

    private string Address => collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (string signal, HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((signal, body.ToArray()));
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => collector.DisposeAsync();

    [Fact]
    public async Task Collector_OfAWorkerThatIsGivenOne_HasItsMetricsAndTheSpansOfItsCommits()
    {
        var run = await ProgramRun.RunAsync(Start("--once"), input: []);

        Assert.Equal(0, run.ExitCode);
        AssertHold("metrics", Encoding.UTF8.GetBytes(InstrumentNames.Loss));
        AssertHold("metrics", Encoding.UTF8.GetBytes(InstrumentNames.BatchesRejected));
        AssertHold("traces", Encoding.UTF8.GetBytes(InstrumentNames.EvaluateSpan));

        // An exemplar is the value of a commit with its trace: field 5 of 16 bytes, where a span has the same as field 1.
        var traces = received.Where(one => one.Signal == "traces").SelectMany(one => TraceIds(one.Body)).ToList();
        Assert.Contains(traces, trace => Hold("metrics", [0x2A, 16, .. trace]));
    }

    [Fact]
    public async Task Scrape_InTheFormThatHasExemplars_ShowsTheTracesOfCommits()
    {
        using var program = Process.Start(Start("--for", "1m"))!;
        try
        {
            using var client = new HttpClient();
            client.DefaultRequestHeaders.Accept.ParseAdd("application/openmetrics-text; version=1.0.0");
            var announced = await program.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            var address = new Uri(Regex.Match(announced!, "metrics at (\\S+/metrics)").Groups[1].Value);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            string metrics;
            do
            {
                await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
                metrics = await client.GetStringAsync(address, TestContext.Current.CancellationToken);
            }
            while (!metrics.Contains("xentstream_batch_loss_bucket{", StringComparison.Ordinal));

            Assert.Matches(@"xentstream_batch_loss_bucket\{[^}]*\} \d+ # \{trace_id=""[0-9a-f]{32}"",span_id=""[0-9a-f]{16}""\}", metrics);
        }
        finally
        {
            program.Kill();
        }
    }

    private ProcessStartInfo Start(params IEnumerable<string> arguments)
    {
        var start = ProgramRun.StartOf(["demo", "--port", "0", "--json", .. arguments]);
        (start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"], start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"]) = (Address, "http/protobuf");
        return start;
    }

    private void AssertHold(string signal, byte[] bytes) => Assert.True(Hold(signal, bytes), $"The {signal} that arrived do not name {Encoding.UTF8.GetString(bytes)}.");

    private bool Hold(string signal, byte[] bytes) => received.Any(one => one.Signal == signal && one.Body.AsSpan().IndexOf(bytes) >= 0);

    // A span begins with its trace, 16 bytes, and its own id, 8 bytes.
    private static IEnumerable<byte[]> TraceIds(byte[] body) =>
        Enumerable.Range(0, Math.Max(0, body.Length - 28)).Where(at => (body[at], body[at + 1], body[at + 18], body[at + 19]) == (0x0A, 16, 0x12, 8)).Select(at => body[(at + 2)..(at + 18)]);
}
