using System.Text.RegularExpressions;

namespace XentStream.Operations.Tests.Prometheus;

/// <summary>An alert as it stands in the file of rules.</summary>
internal sealed partial record AlertText(string Name, string Severity, string Summary, string Runbook, string Body)
{
    private static readonly string File = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "ops", "prometheus", "rules", "xentstream.yaml"));

    /// <summary>All alerts.</summary>
    public static List<AlertText> All { get; } = [.. Alert().Matches(File).Select(match => match.Value).Select(Read)];

    private static AlertText Read(string body) => new(
        Find(body, "- alert: (.*)"), Find(body, "severity: (.*)"), Find(body, "summary: '(.*)'"), Find(body, "runbook_url: (.*)"), body);

    private static string Find(string body, string pattern) => Regex.Match(body, pattern).Groups[1].Value;

    [GeneratedRegex(@"(?ms)^ {6}- alert: .*?(?=^ {6}- |^ {6}#|^ {2}- |\z)")]
    private static partial Regex Alert();
}
