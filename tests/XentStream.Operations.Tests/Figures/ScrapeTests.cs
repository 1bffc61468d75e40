using System.Diagnostics;
using System.Text.RegularExpressions;
using XentStream.Demo;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Operations.Tests.Figures;

public sealed class ScrapeTests : IAsyncLifetime
{
    private const int Models = 50;
    private const int MostBytes = 1_000_000;

    private readonly WorkerProcess worker = WorkerProcess.Start();

    public async ValueTask InitializeAsync()
    {
        var good = DemoPass.Good()[0];
        for (var model = 0; model < Models; model++)
        {
            await worker.Feeder.SendAsync(good with { Headers = [(RecordHeaders.ModelName, $"classifier-{model}"), (RecordHeaders.VersionName, "2026-11")] }, TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    [Fact]
    public async Task Scrape_OfFiftyModels_HoldsEverySeriesInAMegabyte()
    {
        var metrics = await AwaitModelsAsync();

        Assert.Equal(Models * FaultCodes.All.Count(code => code.CanReject), Count(metrics, "xentstream_batches_rejected_total"));
        Assert.Equal(Models * FaultCodes.All.Count(code => code.CanWarn), Count(metrics, "xentstream_batches_warned_total"));
        Assert.Equal(Models * 15, Count(metrics, "xentstream_calibration_confidence_total"));
        Assert.DoesNotContain("otel_metric_overflow", metrics, StringComparison.Ordinal);
        Assert.InRange(metrics.Length, 1, MostBytes);
    }

    [Fact(Explicit = true)]
    public async Task Scrape_OfFiftyModels_TakesTwentyMillisecondsAtMost()
    {
        await AwaitModelsAsync();
        var times = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await worker.GetAsync("metrics");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var metrics = await worker.GetAsync("metrics");
        var median = times[200..].Order().ElementAt(50);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"A scrape of {Models} models: {metrics.Length} bytes, {metrics.Count(letter => letter == '\n')} lines, median {median:0.0} ms; resident with them {worker.Resident / 1e6:0} MB.");
        Assert.InRange(median, 0, 20);
    }

    private Task<string> AwaitModelsAsync() => worker.AwaitAsync("metrics", metrics => Count(metrics, "xentstream_evaluated_loss_total") == Models);

    private static int Count(string metrics, string name) => Regex.Count(metrics, $"(?m)^{name}{{");
}
