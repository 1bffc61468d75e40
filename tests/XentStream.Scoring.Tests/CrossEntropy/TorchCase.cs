using System.Collections.Immutable;
using System.Text.Json;
using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>One line of <c>cases.jsonl</c>: a contract, and what PyTorch's cross-entropy gives under it.</summary>
internal sealed record TorchCase(string Id, Contract Contract, long Scored, long Ignored, double Sum, double Weight, double? Mean, double? RowMean)
{
    public static TorchCase Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new TorchCase(
            root.GetProperty("id").GetString()!,
            ParseContract(root.GetProperty("contract")),
            root.GetProperty("rows").GetProperty("scored").GetInt64(),
            root.GetProperty("rows").GetProperty("ignored").GetInt64(),
            root.GetProperty("sum").GetDouble(),
            root.GetProperty("weight").GetDouble(),
            Figure(root, "mean"),
            Figure(root, "row_mean"));
    }

    private static Contract ParseContract(JsonElement json)
    {
        var contract = new Contract
        {
            Scores = Word<ScoreKind>(json, "scores"),
            Labels = Word<LabelKind>(json, "labels"),
            Link = json.TryGetProperty("link", out _) ? Word<Link>(json, "link") : Link.Softmax,
            ClassAxis = json.TryGetProperty("class_axis", out var axis) ? axis.GetInt32() : 1,
            LabelSmoothing = json.TryGetProperty("label_smoothing", out var smoothing) ? smoothing.GetDouble() : 0,
            ClassWeights = Weights(json, "class_weights"),
            PositiveWeights = Weights(json, "positive_weights"),
        };
        return json.TryGetProperty("ignore_index", out var ignore) ? contract with { IgnoreIndex = ignore.GetInt64() } : contract;
    }

    private static double? Figure(JsonElement json, string name) => json.GetProperty(name).ValueKind == JsonValueKind.Null ? null : json.GetProperty(name).GetDouble();

    private static T Word<T>(JsonElement json, string name)
        where T : struct, Enum => Enum.Parse<T>(json.GetProperty(name).GetString()!.Replace("-", ""), ignoreCase: true);

    private static ImmutableArray<double> Weights(JsonElement json, string name) =>
        json.TryGetProperty(name, out var weights) ? [.. weights.EnumerateArray().Select(weight => weight.GetDouble())] : [];
}
