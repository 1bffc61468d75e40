using System.Text.Json;
using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>One line of <c>cases.jsonl</c>: a contract, and what PyTorch's cross-entropy gives under it.</summary>
internal sealed record TorchCase(string Id, Contract Contract, long Scored, long Ignored, double Sum, double Weight, double Mean, double RowMean)
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
            root.GetProperty("mean").GetDouble(),
            root.GetProperty("row_mean").GetDouble());
    }

    private static Contract ParseContract(JsonElement json) => new()
    {
        ClassAxis = json.TryGetProperty("class_axis", out var axis) ? axis.GetInt32() : 1,
        IgnoreIndex = json.TryGetProperty("ignore_index", out var ignore) ? ignore.GetInt64() : -100,
    };
}
