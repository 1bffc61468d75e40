using XentStream.Demo;

namespace XentStream.Tests.Telemetry;

public sealed class NeighbourTests
{
    [Fact]
    public async Task Metrics_OfAWorkerBesideAnotherInItsProcess_AreItsOwnAndOutliveTheOther()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var run = await DemoRun.StartAsync(port: 0, DemoPass.WithEachKindOnce().Count, stop);
        await using (var other = await DemoRun.StartAsync(port: 0, DemoPass.WithEachKindOnce().Count, stop))
        {
            await other.FeedOnceAsync(stop);
            Assert.Empty(await ScrapeAsync(run));
            await run.FeedOnceAsync(stop);
        }

        Assert.Equal("899", Assert.Single(await ScrapeAsync(run)).Split(' ')[1]);
    }

    private static async Task<List<string>> ScrapeAsync(DemoRun run)
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri($"http://localhost:{run.Port}/metrics"), TestContext.Current.CancellationToken);
        return [.. text.Split('\n').Where(line => line.StartsWith("xentstream_evaluated_rows_total{", StringComparison.Ordinal) && line.Contains("\"v2\"", StringComparison.Ordinal) && line.Contains("\"scored\"", StringComparison.Ordinal))];
    }
}
