using System.Text.Json.Nodes;
using XentStream.Pipeline.Configuration;

namespace XentStream.Comparing;

/// <summary>Says in what two contracts differ.</summary>
internal static class ContractChanges
{
    /// <summary>The members that differ, as in <c>IgnoreIndex -100 → 0</c>.</summary>
    /// <returns>Null where not both contracts are known.</returns>
    public static string? Describe(JsonObject? a, JsonObject? b, string model) =>
        Find(a, model) is { } one && Find(b, model) is { } other
            ? string.Join(", ", one.Select(member => member.Key).Union(other.Select(member => member.Key))
                .Where(key => !JsonNode.DeepEquals(one[key], other[key]))
                .Select(key => $"{key} {Text(one[key])} → {Text(other[key])}"))
            : null;

    private static JsonObject? Find(JsonObject? contracts, string model) => (contracts?[model] ?? contracts?[WorkerSettings.AnyModel]) as JsonObject;

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "none";
}
