using System.Collections.Concurrent;
using System.Net;
using System.Text;
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
    private readonly ConcurrentDictionary<string, byte[]> received = new();
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
            received[signal] = body.ToArray();
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => collector.DisposeAsync();

    [Fact]
    public async Task Collector_OfAWorkerThatIsGivenOne_HasItsMetricsAndTheSpansOfItsCommits()
    {
        var start = ProgramRun.StartOf("demo", "--once", "--port", "0", "--json");
        (start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"], start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"]) = (Address, "http/protobuf");

        var run = await ProgramRun.RunAsync(start, input: []);

        Assert.Equal(0, run.ExitCode);
        AssertHolds("metrics", InstrumentNames.Loss);
        AssertHolds("metrics", InstrumentNames.BatchesRejected);
        AssertHolds("traces", InstrumentNames.EvaluateSpan);
    }

    private void AssertHolds(string signal, string name) =>
        Assert.True(received.TryGetValue(signal, out var body) && body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0, $"The {signal} that arrived do not name {name}.");
}
