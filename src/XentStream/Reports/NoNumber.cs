using System.Globalization;
using XentStream.Output;
using XentStream.Scoring.Faults;

namespace XentStream.Reports;

/// <summary>Why a replay has no number: there is no record of what was asked for.</summary>
/// <param name="Reason">As the part of a sentence.</param>
/// <param name="Step">What to do, in a sentence.</param>
internal sealed record NoNumber(string Reason, string Step)
{
    /// <summary>Why a replay that was just made has none.</summary>
    /// <returns>Null where it has one.</returns>
    public static NoNumber? Of(ReportSummary summary)
    {
        if (summary.Models.Any(model => !model.IsLabelsOnly))
        {
            return null;
        }

        var (scope, settings) = (summary.Scope, summary.Settings);
        List<string> topics = [.. scope.Topics.Where(topic => settings.Join is null || topic != settings.Topics.Labels)];
        var read = summary.Result.Partitions.Where(partition => topics.Contains(partition.Id.Topic)).Sum(partition => partition.Records);
        List<(string Words, string Option)> asked =
        [
            .. Asked(scope.Model, scope.Version, scope.From, scope.To),
            .. scope.Offsets.Count > 0 ? [("within the offsets that were asked for", "--offsets")] : Array.Empty<(string, string)>(),
            .. scope.OnlyCommitted ? [($"that the group `{Quote.Of(settings.Kafka.GroupId)}` has committed", "--committed and Kafka:GroupId")] : Array.Empty<(string, string)>(),
        ];
        return new NoNumber(
            $"{string.Join(", ", topics)} {(topics.Count == 1 ? "has" : "have")} no record{Join(asked)}; {Counted.Of(read, "record")} {(read == 1 ? "was" : "were")} read",
            asked.Count == 0 ? "Name another topic with --topic, or send records first." : $"Check {string.Join(", ", asked.Select(one => one.Option))}.");
    }

    /// <summary>Why a report that was written before has none.</summary>
    /// <returns>Null where it has one.</returns>
    public static NoNumber? Of(ReportFile report)
    {
        var certificate = report.Certificate;
        return report.Windows.Any() ? null
            : new NoNumber($"{report.Path} has no record{Join(Asked(certificate.Model, certificate.Version, certificate.From, certificate.To))}", "Name a report of a replay that has some.");
    }

    /// <summary>As a sentence with the next step.</summary>
    public override string ToString() => $"There is no number: {Reason}. {Step}";

    private static IEnumerable<(string Words, string Option)> Asked(string? model, string? version, DateTimeOffset? from, DateTimeOffset? to) => new[]
    {
        (model is null ? null : $"of model `{Quote.Of(model)}`", "--model"),
        (version is null ? null : $"of version `{Quote.Of(version)}`", "--version"),
        (from is { } begin ? $"of {Time(begin)} or later" : null, "--from"),
        (to is { } end ? $"before {Time(end)}" : null, "--to"),
    }.Where(one => one.Item1 is not null).Select(one => (one.Item1!, one.Item2));

    private static string Join(IEnumerable<(string Words, string Option)> asked) => string.Concat(asked.Select((one, index) => $"{(index == 0 ? " " : ", ")}{one.Words}"));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
