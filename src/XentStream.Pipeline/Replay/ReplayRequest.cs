using System.Globalization;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring;

namespace XentStream.Pipeline.Replay;

/// <summary>All that the numbers of a replay depend on beside the records, as text: to be compared, and to be read where it differs.</summary>
internal static class ReplayRequest
{
    /// <summary>Describes it.</summary>
    public static string Describe(WorkerSettings settings, ReplayScope scope) => string.Join('\n',
    [
        $"version {typeof(ReplayRequest).Assembly.GetName().Version}, kernel {BatchScorer.KernelIdentity}",
        $"topics {string.Join(' ', scope.Topics)}, from {Time(scope.From)} to {Time(scope.To)} with {scope.Slack:c}, committed {scope.OnlyCommitted} of {settings.Kafka.GroupId}",
        $"offsets {string.Join(' ', scope.Offsets.OrderBy(range => range.Key.ToString(), StringComparer.Ordinal).Select(range => $"{range.Key}={range.Value.From}..{range.Value.To}"))}",
        $"model {scope.Model ?? "any"}, version {scope.Version ?? "any"}, window {settings.Window:c}",
        $"encodings {PayloadEncodings.NameOf(settings.Encoding)} {string.Join(' ', settings.Encodings.OrderBy(topic => topic.Key, StringComparer.Ordinal).Select(topic => $"{topic.Key}={PayloadEncodings.NameOf(topic.Value)}"))}",
        $"labels {settings.Topics.Labels ?? "in batches"}, join {settings.Join?.Digest ?? "none"}",
        $"contracts {string.Join(' ', settings.Contracts.OrderBy(contract => contract.Key, StringComparer.Ordinal).Select(contract => $"{contract.Key}={contract.Value.Digest}"))}",
    ]);

    private static string Time(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture) ?? "any";
}
