using System.Text.Json;
using System.Text.Json.Nodes;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Sampling.Pairing;

namespace XentStream.Output;

/// <summary>Writes how predictions and their labels pair as one JSON object. The field names are public interface.</summary>
internal static class PairingJson
{
    public static void Write(TextWriter output, PairingReport report, TimeSpan? within) => output.WriteLine(new JsonObject
    {
        ["predictions"] = Write(report.Predictions),
        ["labels"] = Write(report.Labels),
        ["partitions"] = report.Partitions,
        ["placed_differently"] = report.ArePlacedDifferently,
        ["elsewhere"] = report.Elsewhere,
        ["until"] = report.Until.UtcDateTime,
        ["visible_seconds"] = report.Visible.TotalSeconds,
        ["coverage"] = report.Books.Coverage,
        ["books"] = JsonSerializer.SerializeToNode(CertifiedBooks.Of(report.Books), JsonTypes.SnakeCase.CertifiedBooks),
        ["pairs"] = CheckJson.WriteTally(report.Pairs),
        ["delay_seconds"] = new JsonObject { ["p50"] = Seconds(report, 0.5), ["p90"] = Seconds(report, 0.9), ["p99"] = Seconds(report, 0.99), ["is_near_the_end"] = PairingWithin.IsNearTheEnd(report) },
        ["within"] = new JsonObject { ["covers_99"] = PairingWithin.Of(report)?.ToString("c"), ["configured"] = within?.ToString("c"), ["configured_covers"] = within is { } set ? report.ShareWithin(set) : null },
    }.ToJsonString(JsonText.OnOneLine));

    private static JsonObject Write(PairedTopic topic)
    {
        var json = CheckJson.WriteTally(topic.Tally);
        json.Insert(0, "topic", topic.Name);
        json.Insert(1, "partitioner", topic.IsPlacementKnown ? topic.Partitioner ?? "other" : null);
        return json;
    }

    private static double? Seconds(PairingReport report, double share) => report.DelayOf(share)?.TotalSeconds;
}
