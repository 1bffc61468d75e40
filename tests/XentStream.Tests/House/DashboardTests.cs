using System.Text.Json;
using System.Text.RegularExpressions;
using XentStream.Pipeline.Publishing;

namespace XentStream.Tests.House;

public sealed class DashboardTests
{
    private static readonly string Dashboards = Path.Combine(Repository.Root, "ops", "grafana", "dashboards");

    [Fact]
    public void Queries_OfTheDashboards_NameMetricsThatExist()
    {
        var names = typeof(InstrumentNames).GetFields().Select(field => (string)field.GetValue(null)!).Where(name => name.StartsWith("xentstream.", StringComparison.Ordinal))
            .Select(name => name.Replace('.', '_'))
            .SelectMany(name => new[] { name, $"{name}_total", $"{name}_seconds", $"{name}_bucket" })
            .ToHashSet();
        var queried = Queries().SelectMany(query => Regex.Matches(query, "xentstream_[a-z_]+").Select(match => match.Value)).ToList();

        Assert.Contains("xentstream_evaluated_loss_total", queried);
        Assert.Empty(queried.Except(names));
    }

    private static IEnumerable<string> Queries() =>
        from file in Directory.EnumerateFiles(Dashboards, "*.json")
        from panel in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray()
        from target in panel.GetProperty("targets").EnumerateArray()
        select target.GetProperty("expr").GetString();
}
