using System.Text.RegularExpressions;

namespace XentStream.Operations.Tests.Prometheus;

/// <summary>Finds the names of metrics in PromQL.</summary>
internal static partial class MetricNames
{
    public static IEnumerable<string> In(string query) => Name().Matches(query).Select(match => match.Value);

    [GeneratedRegex(@"\b(xentstream[_:]|messaging_(client|process)_|dotnet_)[a-z0-9_:]+")]
    private static partial Regex Name();
}
