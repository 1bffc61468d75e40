using System.Text.Json;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.OpenInference.Json;

// One tensor: {"name": "logits", "datatype": "FP32", "shape": [2, 3], "data": […]}, its keys in any order.
internal sealed partial class OipJsonReader
{
    private Fault? ReadTensor(ref Utf8JsonReader json)
    {
        if (!table.TryAdd())
        {
            return TensorFaults.TooMany();
        }

        var seen = TensorKey.None;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = TensorKeyOf(ref json);
            if ((seen & key) != 0)
            {
                return JsonFaults.KeyTwice(json.GetString()!);
            }

            seen |= key;
            json.Read();
            var fault = key switch
            {
                TensorKey.Name => ReadText(ref json, "name", ref table.Last.Name),
                TensorKey.Type => ReadType(ref json, ref table.Last),
                TensorKey.Shape => ReadShape(ref json, ref table.Last),
                TensorKey.Data => ReadData(ref json, ref table.Last),
                TensorKey.Parameters => ReadParameters(ref json, ref table.Last),
                _ => JsonStrictness.Skip(ref json),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        if ((seen & (TensorKey.Type | TensorKey.Shape | TensorKey.Data)) == 0)
        {
            // A request names the outputs that it wants, and only those are without a type and a shape.
            table.RemoveLast();
        }

        return null;
    }

    private static TensorKey TensorKeyOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("name"u8) ? TensorKey.Name
        : json.ValueTextEquals("datatype"u8) ? TensorKey.Type
        : json.ValueTextEquals("shape"u8) ? TensorKey.Shape
        : json.ValueTextEquals("data"u8) ? TensorKey.Data
        : json.ValueTextEquals("parameters"u8) ? TensorKey.Parameters
        : TensorKey.None;

    private Fault? ReadText(ref Utf8JsonReader json, string key, ref TextRange text) =>
        json.TokenType != JsonTokenType.String ? JsonFaults.NotText(key)
        : table.TryKeep(ref json, out text) ? null
        : TensorFaults.TooMuchText();

    private Fault? ReadType(ref Utf8JsonReader json, ref TensorEntry tensor)
    {
        var fault = ReadText(ref json, "datatype", ref tensor.TypeName);
        tensor.Type = fault is null ? OipTypes.Find(table[tensor.TypeName]) : null;
        return fault;
    }

    private Fault? ReadShape(ref Utf8JsonReader json, ref TensorEntry tensor)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return JsonFaults.NotShape(table.Quote(tensor.Name));
        }

        Span<long> lengths = stackalloc long[TensorShape.MaxRank];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var length))
            {
                return JsonFaults.NotShape(table.Quote(tensor.Name));
            }

            if (tensor.Rank < lengths.Length)
            {
                lengths[tensor.Rank] = length;
            }

            tensor.Rank++;
        }

        tensor.HasShape = tensor.Rank <= TensorShape.MaxRank && TensorShape.TryCreate(lengths[..tensor.Rank], out tensor.Shape);
        return null;
    }

    private Fault? ReadData(ref Utf8JsonReader json, ref TensorEntry tensor)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return JsonFaults.NotArray(table.Quote(tensor.Name));
        }

        if (tensor.Form != TensorForm.None)
        {
            return JsonFaults.ValuesTwice(table.Quote(tensor.Name));
        }

        tensor.Start = (int)json.TokenStartIndex;
        var fault = JsonStrictness.Skip(ref json);
        tensor.Length = (int)json.BytesConsumed - tensor.Start;
        tensor.Form = TensorForm.Json;
        return fault;
    }

    private Fault? ReadParameters(ref Utf8JsonReader json, ref TensorEntry tensor)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return JsonStrictness.Skip(ref json);
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isSize = json.ValueTextEquals("binary_data_size"u8);
            json.Read();
            var fault = isSize ? ReadSize(ref json, ref tensor) : JsonStrictness.Skip(ref json);
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private Fault? ReadSize(ref Utf8JsonReader json, ref TensorEntry tensor)
    {
        if (tensor.Form != TensorForm.None)
        {
            return JsonFaults.ValuesTwice(table.Quote(tensor.Name));
        }

        if (json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out var size) || size < 0)
        {
            return JsonFaults.NotSize(table.Quote(tensor.Name));
        }

        (tensor.Form, tensor.Length) = (TensorForm.Bytes, size);
        announced += size;
        return null;
    }

    [Flags]
    private enum TensorKey
    {
        None = 0,
        Name = 1,
        Type = 2,
        Shape = 4,
        Data = 8,
        Parameters = 16,
    }
}
