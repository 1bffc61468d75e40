using System.Buffers.Binary;
using System.Text.Json;
using XentStream.Demo.OpenInference;
using XentStream.Encodings;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Contracts;

namespace XentStream.Benchmarks.Encodings;

/// <summary>Ways to come from a record to its tensors. Each returns something of what it read, so that nothing is left out.</summary>
internal static class DecodingCandidates
{
    private static readonly PayloadDecoder Decoder = new();
    private static readonly Contract Contract = new();

    /// <summary>All, in groups of the same bytes; the first of a group is ours.</summary>
    public static IReadOnlyList<(string Encoding, string Name, Func<long> Run)> All { get; } =
    [
        ("safetensors", "XentStream", () => Decode(DecodingData.Safetensors, PayloadEncoding.Safetensors)),
        ("safetensors", "JsonDocument and copies", SafetensorsByDocument),
        ("oip-protobuf, raw", "XentStream", () => Decode(DecodingData.RawProtobuf, PayloadEncoding.OipProtobuf)),
        ("oip-protobuf, raw", "Google.Protobuf", () => ByGoogle(DecodingData.RawProtobuf)),
        ("oip-protobuf, typed", "XentStream", () => Decode(DecodingData.TypedProtobuf, PayloadEncoding.OipProtobuf)),
        ("oip-protobuf, typed", "Google.Protobuf", () => ByGoogle(DecodingData.TypedProtobuf)),
        ("oip-json", "XentStream", () => Decode(DecodingData.Json, PayloadEncoding.OipJson)),
        ("oip-json", "Utf8JsonReader, walk", Walk),
        ("oip-json", "Utf8JsonReader, GetSingle", WalkAndConvert),
        ("oip-json", "JsonDocument, parse", JsonByDocument),
    ];

    private static long Decode(byte[] payload, PayloadEncoding encoding) =>
        Decoder.Read(payload, default, encoding, out var decoded) is null && Decoder.Select(decoded, Contract, out var tensors) is null
            ? tensors.Scores.Bytes.Length + tensors.Labels.Bytes.Length
            : throw new InvalidOperationException("The payload has a fault.");

    private static long SafetensorsByDocument()
    {
        var payload = DecodingData.Safetensors;
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(payload);
        using var header = JsonDocument.Parse(payload.AsMemory(sizeof(ulong), length));
        long copied = 0;
        foreach (var name in new[] { "logits", "labels" })
        {
            var offsets = header.RootElement.GetProperty(name).GetProperty("data_offsets");
            var begin = sizeof(ulong) + length;
            copied += payload[(begin + offsets[0].GetInt32())..(begin + offsets[1].GetInt32())].Length;
        }

        return copied;
    }

    private static long ByGoogle(byte[] payload) => ModelInferResponse.Parser.ParseFrom(payload).Outputs.Count;

    private static long Walk()
    {
        var json = new Utf8JsonReader(DecodingData.Json);
        long tokens = 0;
        while (json.Read())
        {
            tokens++;
        }

        return tokens;
    }

    private static long WalkAndConvert()
    {
        var json = new Utf8JsonReader(DecodingData.Json);
        var sum = 0f;
        while (json.Read())
        {
            sum += json.TokenType == JsonTokenType.Number ? json.GetSingle() : 0;
        }

        return (long)sum;
    }

    private static long JsonByDocument()
    {
        using var document = JsonDocument.Parse(DecodingData.Json);
        return document.RootElement.GetProperty("outputs").GetArrayLength();
    }
}
