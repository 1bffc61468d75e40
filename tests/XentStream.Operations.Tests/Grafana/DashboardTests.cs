using System.Text.RegularExpressions;
using XentStream.Operations.Tests.Prometheus;

namespace XentStream.Operations.Tests.Grafana;

public sealed class DashboardTests(ScrapedDemo demo)
{
    [Fact]
    public void Dashboards_AreWhatTheyAreMadeFrom()
    {
        foreach (var dashboard in Dashboard.All)
        {
            GeneratedFile.AssertIs(DashboardJson.Write(dashboard), "ops", "grafana", "dashboards", $"{dashboard.Name}.json");
        }

        Assert.Equal(Dashboard.All.Select(dashboard => dashboard.Name).Order(StringComparer.Ordinal), Directory.EnumerateFiles(DashboardFile.Folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Panels_SayWhatToDo() => Assert.All(
        DashboardFile.All.SelectMany(dashboard => dashboard.Panels), panel => Assert.True(panel.GetProperty("description").GetString()!.Length > 10, panel.GetProperty("title").GetString()));

    [Fact]
    public async Task Queries_OfEveryPanel_HaveAnAnswer()
    {
        var queries = DashboardFile.All.SelectMany(dashboard => dashboard.Queries).ToList();
        Assert.True(queries.Count > 30, $"There are {queries.Count} queries.");

        var unanswered = await (await demo.PrometheusAsync()).AwaitAnswersAsync(queries);

        Assert.True(unanswered.Count == 0, string.Join('\n', unanswered));
    }

    [Fact]
    public async Task Queries_NameNothingThatDoesNotExist()
    {
        var queries = DashboardFile.All.SelectMany(dashboard => dashboard.Queries).ToList();
        Assert.Empty(await (await demo.PrometheusAsync()).AwaitAnswersAsync(queries));
        var known = await (await demo.PrometheusAsync()).LabelValuesAsync("__name__", "{job=\"xentstream\"}");
        var recorded = await (await demo.PrometheusAsync()).LabelValuesAsync("__name__", "{__name__=~\"xentstream:.*\"}");

        // Where one of two is enough, the query above would not notice that the other has no such name.
        var baseline = new[] { "xentstream:loss_mean:baseline", "xentstream:label_coverage:usual" };
        Assert.Empty(queries.SelectMany(MetricNames.In).Except([.. known, .. recorded, .. baseline]));
    }

    [Fact]
    public async Task Variables_OfEveryDashboard_HaveValues()
    {
        Assert.Empty(await (await demo.PrometheusAsync()).AwaitAnswersAsync(["xentstream_evaluated_rows_total"]));
        foreach (var variable in DashboardFile.All.SelectMany(dashboard => dashboard.Variables))
        {
            var asked = Regex.Match(variable.GetProperty("definition").GetString()!, @"^label_values\((?<selector>.*), (?<label>\w+)\)$");
            Assert.Contains(
                asked.Groups["label"].Value == "model" ? "digits" : "v1",
                await (await demo.PrometheusAsync()).LabelValuesAsync(asked.Groups["label"].Value, DashboardFile.Fill(asked.Groups["selector"].Value)));
        }
    }
}
