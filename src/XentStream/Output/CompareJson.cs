using System.Text.Json;
using System.Text.Json.Nodes;
using XentStream.Comparing;

namespace XentStream.Output;

/// <summary>Writes a comparison as one JSON object. The field names are public interface.</summary>
internal static class CompareJson
{
    public static void Write(TextWriter output, Comparison comparison) => output.WriteLine(new JsonObject
    {
        ["a"] = comparison.A.Name,
        ["b"] = comparison.B.Name,
        ["equal"] = comparison.Differences.Count == 0,
        ["windows"] = new JsonObject { ["equal"] = comparison.Equal, ["different"] = comparison.Differences.Count, ["seconds"] = comparison.Window.TotalSeconds },
        ["causes"] = new JsonArray([.. comparison.Causes.Select(cause => (JsonNode)new JsonObject { ["code"] = cause.Code, ["sentence"] = cause.Sentence, ["model"] = cause.Model })]),
        ["differences"] = new JsonArray([.. comparison.Differences.Select(Write)]),
    }.ToJsonString(JsonText.OnOneLine));

    private static JsonNode Write(WindowDifference difference) => new JsonObject
    {
        ["model"] = difference.Key.Model,
        ["version"] = difference.Key.Version,
        ["window"] = difference.Key.WindowStart.UtcDateTime,
        ["a"] = Write(difference.A),
        ["b"] = Write(difference.B),
        ["loss_difference"] = difference.LossDifference,
        ["causes"] = new JsonArray([.. difference.Causes.Select(cause => (JsonNode)cause)]),
    };

    private static JsonObject? Write(WindowSketch? window) => window is null ? null : new JsonObject
    {
        ["records"] = new JsonObject { ["scored"] = window.Scored, ["warned"] = window.Warned, ["rejected"] = window.Rejected },
        ["rows"] = window.Rows,
        ["weighted_mean"] = window.MeanLoss,
        ["join"] = window.Books is { } books ? JsonSerializer.SerializeToNode(books, JsonTypes.SnakeCase.CertifiedBooks) : null,
    };
}
