using System.Text;
using System.Text.Json.Nodes;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Contracts;

namespace XentStream.Encodings.Tests;

/// <summary>Payloads as the clients that people use write them; <c>Data/README.md</c> tells which.</summary>
internal static class ClientPayloads
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    /// <summary>One line of JSON for each payload: its file, headers and contract, and what is in it.</summary>
    public static IReadOnlyList<string> Cases { get; } = File.ReadAllLines(Path.Combine(Folder, "payloads.jsonl"));

    /// <summary>The safetensors among them.</summary>
    public static IReadOnlyList<byte[]> Safetensors { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "payloads"), "*.safetensors").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public static byte[] BytesOf(JsonNode payload) => File.ReadAllBytes(Path.Combine(Folder, "payloads", (string)payload["id"]!));

    public static RecordHeaders HeadersOf(JsonNode payload) =>
        Decoding.Headers([.. payload["headers"]!.AsObject().Select(header => (header.Key, Encoding.UTF8.GetBytes((string)header.Value!)))]);

    // Labels with an axis of length 1, as MLServer sends them, are taken as declared: what else could be made of them is not a matter of decoding.
    public static Contract ContractOf(JsonNode payload) => new()
    {
        Squeeze = true,
        Labels = (string?)payload["contract"]!["labels"] == "one-hot" ? LabelKind.OneHot : LabelKind.Index,
        Names = TensorNames.Of(payload["contract"]!["rename"]?.AsObject().Select(rename => (rename.Key, (string)rename.Value!)) ?? [])!,
    };
}
