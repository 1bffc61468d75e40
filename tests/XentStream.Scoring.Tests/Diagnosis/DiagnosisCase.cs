using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

/// <summary>A payload with its contract, and what its diagnosis is to be.</summary>
internal sealed record DiagnosisCase(string Id, Contract Contract, byte[] Payload, bool IsVisible, string[] Statuses, string[] Codes)
{
    private static readonly (string Name, ScoreKind Kind)[] ScoreTensors =
    [
        ("logits", ScoreKind.Logits), ("log_probabilities", ScoreKind.LogProbabilities), ("probabilities", ScoreKind.Probabilities), ("label_log_probabilities", ScoreKind.LabelLogProbabilities),
    ];

    /// <summary>The cases of a file.</summary>
    public static List<DiagnosisCase> ReadAll(string file) => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "diagnosis", file)).Select(Parse)];

    /// <summary>The diagnosis by a scorer.</summary>
    public ImmutableArray<Fault> Diagnose(BatchScorer scorer)
    {
        var headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(Payload);
        using var header = JsonDocument.Parse(Payload.AsMemory(8, headerLength));
        var root = header.RootElement;
        var (name, kind) = ScoreTensors.First(tensor => root.TryGetProperty(tensor.Name, out _));
        var scored = root.TryGetProperty("__metadata__", out var metadata) && metadata.TryGetProperty("xent-scored", out var count) ? Encoding.UTF8.GetBytes(count.GetString()!) : [];
        var batch = new TensorBatch
        {
            Scores = Read(root, name, headerLength).View,
            ScoreKind = kind,
            Labels = Read(root, "labels", headerLength).View,
            Weights = root.TryGetProperty("weights", out _) ? Read(root, "weights", headerLength).View : default,
            ScoredCount = scored,
        };
        return scorer.Score(batch, Contract);
    }

    /// <summary>What became of a batch with these faults.</summary>
    public static string StatusOf(ImmutableArray<Fault> faults) =>
        faults.IsEmpty || faults[0].Severity == Severity.Info ? "scored" : faults[0].Severity == Severity.Warn ? "warned" : "rejected";

    private OwnedTensor Read(JsonElement header, string name, int headerLength)
    {
        var entry = header.GetProperty(name);
        var lengths = entry.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()).ToArray();
        var offsets = entry.GetProperty("data_offsets").EnumerateArray().Select(offset => 8 + headerLength + offset.GetInt32()).ToArray();
        return new OwnedTensor(Enum.Parse<ElementType>(entry.GetProperty("dtype").GetString()!, ignoreCase: true), TensorShape.Of(lengths), Payload[offsets[0]..offsets[1]]);
    }

    private static DiagnosisCase Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new DiagnosisCase(
            root.GetProperty("id").GetString()!,
            root.GetProperty("contract").EnumerateObject().Aggregate(new Contract(), Declare),
            root.GetProperty("payload").GetBytesFromBase64(),
            root.GetProperty("visible").GetBoolean(),
            Texts(root.GetProperty("status")),
            Texts(root.GetProperty("codes")));
    }

    private static Contract Declare(Contract contract, JsonProperty key) => key.Name switch
    {
        "scores" => contract with { Scores = Word<ScoreKind>(key.Value) },
        "labels" => contract with { Labels = Word<LabelKind>(key.Value) },
        "link" => contract with { Link = Word<Link>(key.Value) },
        "classes" => contract with { Classes = key.Value.ValueKind == JsonValueKind.Array ? key.Value.GetArrayLength() : key.Value.GetInt64() },
        "classes_at_least" => contract with { ClassesAtLeast = key.Value.GetBoolean() },
        "class_axis" => contract with { ClassAxis = key.Value.GetInt32() },
        "ignore_index" => contract with { IgnoreIndex = key.Value.ValueKind == JsonValueKind.String ? null : key.Value.GetInt64() },
        "class_weights" => contract with { ClassWeights = [.. key.Value.EnumerateArray().Select(weight => weight.GetDouble())] },
        "label_smoothing" => contract with { LabelSmoothing = key.Value.GetDouble() },
        "zero_rows" => contract with { IgnoresZeroRows = key.Value.GetString() == "ignore" },
        "squeeze" => contract with { Squeeze = key.Value.GetBoolean() },
        _ => throw new ArgumentException($"No contract has a key {key.Name} here.", nameof(key)),
    };

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];

    private static T Word<T>(JsonElement text)
        where T : struct, Enum => Enum.Parse<T>(text.GetString()!.Replace("-", ""), ignoreCase: true);
}
