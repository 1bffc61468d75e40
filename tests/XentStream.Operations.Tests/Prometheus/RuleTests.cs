using System.Text.RegularExpressions;

namespace XentStream.Operations.Tests.Prometheus;

public sealed class RuleTests(ScrapedDemo demo)
{
    private static readonly string Tests = Path.Combine("ops", "prometheus", "tests", "xentstream.yaml");

    public static TheoryData<string> Alerts => [.. AlertText.All.Select(alert => alert.Name)];

    [Fact]
    public async Task Configuration_IsOneThatPrometheusTakes()
    {
        var (exitCode, output) = await Tool.Promtool.RunAsync("check", "config", Path.Combine("ops", "prometheus", "prometheus.yml"));

        Assert.True(exitCode == 0, output);
        Assert.Contains("1 rule files found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_PassTheirTests()
    {
        var (exitCode, output) = await Tool.Promtool.RunAsync("test", "rules", Tests);

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alert_HasATestJustBeforeItFiresAndWhenItDoes(string name)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, Tests));

        Assert.Matches($$"""\{alertname: {{name}}, eval_time: \d+m, exp_alerts: \[\]\}""", text);
        Assert.Matches($@"- alertname: {name}\n +eval_time: \d+m\n +exp_alerts:\n +- exp_labels", text);
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alert_SaysHowBadItIsAndWhatToDo(string name)
    {
        var alert = AlertText.All.Single(alert => alert.Name == name);

        Assert.Contains(alert.Severity, new[] { "critical", "warning" });
        Assert.Contains("{{", alert.Summary, StringComparison.Ordinal);
        var runbook = File.ReadAllText(Path.Combine(Repository.Root, alert.Runbook));
        Assert.StartsWith($"# {name}\n", runbook, StringComparison.Ordinal);
        Assert.Equal(["What it means", "How to see it", "What to do", "How to silence it"], Regex.Matches(runbook, "(?m)^## (.*)$").Select(heading => heading.Groups[1].Value));
        Assert.Contains($"alertname={name} ", runbook, StringComparison.Ordinal);
    }

    [Fact]
    public void Runbooks_LinkWhatExists()
    {
        var folder = Path.Combine(Repository.Root, "ops", "runbooks");
        var links = Directory.EnumerateFiles(folder).SelectMany(file => Regex.Matches(File.ReadAllText(file), @"\]\(([^)#]+)").Select(link => link.Groups[1].Value)).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(folder, link)), link));
    }

    [Fact]
    public async Task Rules_OnAWorker_AreEvaluatedAndNameNothingThatDoesNotExist()
    {
        Assert.Empty(await (await demo.PrometheusAsync()).AwaitAnswersAsync(["xentstream:loss_mean:rate5m", "xentstream_partition_lag_time_seconds", "messaging_client_consumed_messages_total", "xentstream:label_coverage:last1h"]));
        var rules = await (await demo.PrometheusAsync()).RulesAsync();
        var known = await (await demo.PrometheusAsync()).LabelValuesAsync("__name__", "{job=\"xentstream\"}");

        Assert.Equal(
            AlertText.All.Select(alert => alert.Name).Order(StringComparer.Ordinal),
            rules.Where(rule => rule.GetProperty("type").GetString() == "alerting").Select(rule => rule.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(rules, rule => rule.TryGetProperty("lastError", out _));
        Assert.Empty(rules.SelectMany(rule => MetricNames.In(rule.GetProperty("query").GetString()!)).Except([.. known, .. rules.Select(rule => rule.GetProperty("name").GetString()!)]));
    }
}
