using System.Text.Json;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.OpenInference.Json;

// What services write that know no protocol: {"id": "4711", "labels": [3, 1, 4], "rows": [0, 2, 7]}. A tensor's type and shape are those of its JSON.
internal sealed partial class OipJsonReader
{
    // Ids that are numbers are taken by their digits.
    private Fault? ReadId(ref Utf8JsonReader json, ref DecodedPayload decoded)
    {
        TextRange text;
        switch (json.TokenType)
        {
            case JsonTokenType.String when table.TryKeep(ref json, out text):
            case JsonTokenType.Number when table.TryKeep(json.ValueSpan, out text):
                decoded.Id = table[text];
                return JsonStrictness.Skip(ref json);
            case JsonTokenType.String or JsonTokenType.Number:
                return TensorFaults.TooMuchText();
            default:
                return JsonStrictness.Skip(ref json);
        }
    }

    private Fault? ReadPlain(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return JsonFaults.NotArray(System.Text.Encoding.UTF8.GetString(name));
        }

        if (!table.TryAdd())
        {
            return TensorFaults.TooMany();
        }

        if (!table.TryKeep(name, out table.Last.Name))
        {
            return TensorFaults.TooMuchText();
        }

        ref var tensor = ref table.Last;
        tensor.Start = (int)json.TokenStartIndex;
        ReadTypeAndShape(ref json, ref tensor);
        tensor.Length = (int)json.BytesConsumed - tensor.Start;
        tensor.Form = TensorForm.Json;
        return null;
    }

    // The lengths are those of the first array of each depth; that all others are as long shows when the values are read.
    private static void ReadTypeAndShape(ref Utf8JsonReader json, ref TensorEntry tensor)
    {
        Span<long> lengths = stackalloc long[TensorShape.MaxRank];
        Span<bool> areKnown = stackalloc bool[TensorShape.MaxRank];
        var (depth, isFloat, isBool, isText) = (1, false, false, false);
        tensor.Rank = 1;
        while (depth > 0 && json.Read())
        {
            var isBegin = json.TokenType == JsonTokenType.StartArray;
            var isEnd = json.TokenType == JsonTokenType.EndArray;
            if (!isEnd && depth <= lengths.Length && !areKnown[depth - 1])
            {
                lengths[depth - 1]++;
            }

            if (isEnd && depth <= lengths.Length)
            {
                areKnown[depth - 1] = true;
            }

            depth += isBegin ? 1 : isEnd ? -1 : 0;
            tensor.Rank = Math.Max(tensor.Rank, depth);
            isFloat |= json.TokenType == JsonTokenType.Number && json.ValueSpan.ContainsAny(".eE"u8);
            isBool |= json.TokenType is JsonTokenType.True or JsonTokenType.False;
            isText |= json.TokenType is JsonTokenType.String or JsonTokenType.Null or JsonTokenType.StartObject;
            if (json.TokenType == JsonTokenType.StartObject)
            {
                json.Skip();
            }
        }

        tensor.Type = OipTypes.Find(isText ? "BYTES"u8 : isBool ? "BOOL"u8 : isFloat ? "FP64"u8 : "INT64"u8);
        tensor.HasShape = tensor.Rank <= TensorShape.MaxRank && TensorShape.TryCreate(lengths[..tensor.Rank], out tensor.Shape);
    }
}
