using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using XentStream.Demo;

namespace XentStream.Tests.Hosting;

public sealed class EndpointsTests : IAsyncLifetime
{
    // As dashboards and alerts name them.
    private static readonly string[] Names =
    [
        "dotnet_process_memory_working_set_bytes", "messaging_client_consumed_messages_total", "messaging_client_operation_duration_seconds", "messaging_client_sent_messages_total", "messaging_process_duration_seconds",
        "xentstream_batch_loss", "xentstream_batches_empty_total", "xentstream_batches_evaluated_total", "xentstream_batches_rejected_total", "xentstream_batches_warned_total",
        "xentstream_calibration_confidence_total", "xentstream_calibration_correct_total", "xentstream_calibration_rows_total", "xentstream_evaluated_brier_total",
        "xentstream_evaluated_correct_total", "xentstream_evaluated_entropy_total", "xentstream_evaluated_loss_total", "xentstream_evaluated_rows_total", "xentstream_evaluated_weight_total",
        "xentstream_evaluation_last_event_timestamp_seconds", "xentstream_broker_errors_total", "xentstream_incidents_open", "xentstream_records_lost_total", "xentstream_transactions_total",
    ];

    private readonly HttpClient client = new();
    private DemoRun run = null!;

    public async ValueTask InitializeAsync()
    {
        run = await DemoRun.StartAsync(port: 0, DemoPass.WithEachKindOnce().Count, TestContext.Current.CancellationToken);
        await run.FeedOnceAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await run.DisposeAsync();
    }

    [Fact]
    public async Task Metrics_OfAWorkerThatHasEvaluated_HaveTheirNames()
    {
        var metrics = await GetAsync("metrics");
        var shown = Regex.Matches(metrics, "(?m)^# TYPE ([a-z_]+) ").Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Empty(Names.Except(shown));
        Assert.DoesNotContain("NaN", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LossOverWeight_OfEachVersion_IsItsMean()
    {
        var metrics = await GetAsync("metrics");

        foreach (var row in DigitFigures.All)
        {
            var (version, mean, _) = row.Data;
            DigitFigures.AssertNear(mean, Value(metrics, "loss", version) / Value(metrics, "weight", version));
        }
    }

    [Theory]
    [InlineData("live")]
    [InlineData("ready")]
    [InlineData("startup")]
    public async Task Health_OfAWorkerThatIsWell_IsWell(string check) => Assert.Equal(check, await GetAsync($"healthz/{check}"));

    private async Task<string> GetAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri($"http://localhost:{run.Port}/{path}"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static double Value(string metrics, string figure, string version) => double.Parse(
        Regex.Match(metrics, $"(?m)^xentstream_evaluated_{figure}_total{{[^}}]*model=\"digits\",model_version=\"{version}\"}} (\\S+)").Groups[1].Value,
        CultureInfo.InvariantCulture);
}
