using System.Text.Json;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Safetensors;

// One tensor: "name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, its three keys in any order.
internal sealed partial class SafetensorsHeader
{
    private Fault? ReadTensor(ref Utf8JsonReader json)
    {
        ref var entry = ref entries[count];
        entry = default;
        var fault = ReadName(ref json, ref entry);
        json.Read();
        if (fault is null && json.TokenType != JsonTokenType.StartObject)
        {
            fault = SafetensorsFaults.NotAnObject(TextOf(entry));
        }

        var (hasShape, hasOffsets) = (false, false);
        while (fault is null && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = ReadText(ref json);
            json.Read();
            fault = key.SequenceEqual("dtype"u8) ? ReadType(ref json, ref entry, isSecond: entry.Type is not null)
                : key.SequenceEqual("shape"u8) ? ReadShape(ref json, ref entry, ref hasShape)
                : key.SequenceEqual("data_offsets"u8) ? ReadOffsets(ref json, ref entry, ref hasOffsets)
                : SafetensorsFaults.UnknownKey(TextOf(entry), key);
        }

        if (fault is null && (entry.Type is null || !hasShape || !hasOffsets))
        {
            fault = SafetensorsFaults.KeyMissing(TextOf(entry), entry.Type is null ? "dtype" : hasShape ? "data_offsets" : "shape");
        }

        count += fault is null ? 1 : 0;
        return fault;
    }

    private Fault? ReadName(ref Utf8JsonReader json, ref TensorEntry entry)
    {
        entry.NameStart = namesLength;
        var name = KeepText(ref json);
        entry.NameLength = name.Length;
        entry.Role = TensorRoles.Of(name);
        foreach (ref readonly var earlier in Tensors)
        {
            if (earlier.NameLength == entry.NameLength && NameOf(earlier).SequenceEqual(name))
            {
                return SafetensorsFaults.Duplicate(TextOf(entry));
            }
        }

        return null;
    }

    private Fault? ReadType(ref Utf8JsonReader json, ref TensorEntry entry, bool isSecond)
    {
        if (isSecond)
        {
            return SafetensorsFaults.KeyTwice("dtype");
        }

        var type = json.TokenType == JsonTokenType.String ? SafetensorsType.Find(ReadText(ref json)) : null;
        entry.Type = type!;
        return type is null ? SafetensorsFaults.TypeUnknown(TextOf(entry), ref json) : null;
    }

    private Fault? ReadShape(ref Utf8JsonReader json, ref TensorEntry entry, ref bool hasShape)
    {
        if (hasShape)
        {
            return SafetensorsFaults.KeyTwice("shape");
        }

        hasShape = true;
        Span<ulong> numbers = stackalloc ulong[TensorShape.MaxRank];
        if (!TryReadNumbers(ref json, numbers, out var rank))
        {
            return SafetensorsFaults.NotWholeNumbers(TextOf(entry), "shape");
        }

        Span<long> lengths = stackalloc long[TensorShape.MaxRank];
        for (var axis = 0; axis < Math.Min(rank, TensorShape.MaxRank); axis++)
        {
            lengths[axis] = numbers[axis] <= long.MaxValue ? (long)numbers[axis] : -1;
        }

        return rank <= TensorShape.MaxRank && TensorShape.TryCreate(lengths[..rank], out entry.Shape)
            ? null
            : SafetensorsFaults.ShapeOverflow(TextOf(entry), rank);
    }

    private Fault? ReadOffsets(ref Utf8JsonReader json, ref TensorEntry entry, ref bool hasOffsets)
    {
        if (hasOffsets)
        {
            return SafetensorsFaults.KeyTwice("data_offsets");
        }

        hasOffsets = true;
        Span<ulong> numbers = stackalloc ulong[2];
        if (!TryReadNumbers(ref json, numbers, out var found) || found != 2)
        {
            return SafetensorsFaults.NotWholeNumbers(TextOf(entry), "data_offsets");
        }

        (entry.Begin, entry.End) = (numbers[0], numbers[1]);
        return null;
    }

    /// <summary>Reads an array of whole numbers ≥ 0, of which those that fit are kept and all are counted.</summary>
    private static bool TryReadNumbers(ref Utf8JsonReader json, scoped Span<ulong> numbers, out int found)
    {
        found = 0;
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetUInt64(out var number))
            {
                return false;
            }

            if (found < numbers.Length)
            {
                numbers[found] = number;
            }

            found++;
        }

        return true;
    }

    private string TextOf(in TensorEntry entry) => System.Text.Encoding.UTF8.GetString(NameOf(entry));
}
