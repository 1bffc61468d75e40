using System.Text.RegularExpressions;
using XentStream.Demo;
using XentStream.Scoring.Faults;

namespace XentStream.Tests.Telemetry;

public sealed class ScrapeTests : IAsyncLifetime
{
    private string metrics = "";

    public async ValueTask InitializeAsync()
    {
        await using var run = await DemoRun.StartAsync(port: 0, DemoPass.WithEachKindOnce().Count, TestContext.Current.CancellationToken);
        await run.FeedOnceAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        metrics = await client.GetStringAsync(new Uri($"http://localhost:{run.Port}/metrics"), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Buckets_OfTheBatchLoss_AreThoseOfTheDashboards() => Assert.Equal(
        ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50", "+Inf"],
        Values("xentstream_batch_loss_bucket", "model_version=\"v1\"", "le"));

    [Fact]
    public void Buckets_OfTheDurations_AreThoseOfTheConvention() => Assert.Equal(
        ["0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1", "2.5", "5", "7.5", "10", "+Inf"],
        Values("messaging_process_duration_seconds_bucket", "messaging_destination_name=\"predictions\"", "le"));

    [Fact]
    public void Rejections_OfAVersionThatHasNone_AreZeroForEachCode()
    {
        var series = Regex.Matches(metrics, "(?m)^xentstream_batches_rejected_total{(?<labels>[^}]*model_version=\"v3\"[^}]*)} (?<value>\\S+)").ToList();

        Assert.All(series, one => Assert.Equal("0", one.Groups["value"].Value));
        Assert.Equal(
            FaultCodes.All.Where(code => code.CanReject).Select(code => code.Name).Order(StringComparer.Ordinal),
            Values("xentstream_batches_rejected_total", "model_version=\"v3\"", "error_type").Order(StringComparer.Ordinal));
    }

    // The values of one label, in the order of the series of a metric that have another.
    private List<string> Values(string metric, string having, string label) =>
    [
        .. Regex.Matches(metrics, $"(?m)^{metric}{{([^}}]*)}}").Select(series => series.Groups[1].Value)
            .Where(labels => labels.Contains(having, StringComparison.Ordinal))
            .Select(labels => Regex.Match(labels, $"(^|,){label}=\"([^\"]*)\"").Groups[2].Value),
    ];
}
