using System.Text.Json;
using System.Text.RegularExpressions;

namespace XentStream.Operations.Tests.Grafana;

/// <summary>A dashboard as it lies in the repository.</summary>
internal sealed class DashboardFile(string path)
{
    private readonly JsonElement root = JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    public static string Folder { get; } = Path.Combine(Repository.Root, "ops", "grafana", "dashboards");

    public static List<DashboardFile> All { get; } = [.. Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(file => new DashboardFile(file))];

    public string Name => Path.GetFileNameWithoutExtension(path);

    public IEnumerable<JsonElement> Panels => root.GetProperty("panels").EnumerateArray();

    public IEnumerable<JsonElement> Variables => root.GetProperty("templating").GetProperty("list").EnumerateArray();

    /// <summary>All queries of all panels, with the variables as Grafana would fill them in.</summary>
    public IEnumerable<string> Queries =>
        from panel in Panels
        where panel.TryGetProperty("targets", out _)
        from target in panel.GetProperty("targets").EnumerateArray()
        select Fill(target.GetProperty("expr").GetString()!);

    /// <summary>Fills in a model and all versions, and ranges that a scrape a second can answer.</summary>
    public static string Fill(string query) => Regex.Replace(
        query.Replace("=~\"$model\"", "=~\".*\"", StringComparison.Ordinal)
            .Replace("\"$model\"", "\"digits\"", StringComparison.Ordinal)
            .Replace("$version", ".*", StringComparison.Ordinal),
        @"\$__(rate_interval|range)",
        "30s");
}
