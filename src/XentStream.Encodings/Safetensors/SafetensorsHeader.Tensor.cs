using System.Text.Json;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Safetensors;

// One tensor: "name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, its three keys in any order.
internal sealed partial class SafetensorsHeader
{
    private Fault? ReadTensor(ref Utf8JsonReader json)
    {
        if (!table.TryAdd())
        {
            return SafetensorsFaults.TooManyTensors(TensorTable.MaxTensors);
        }

        ref var entry = ref table.Last;
        entry.Form = TensorForm.Bytes;
        var fault = ReadName(ref json, ref entry);
        json.Read();
        if (fault is null && json.TokenType != JsonTokenType.StartObject)
        {
            fault = SafetensorsFaults.NotAnObject(TextOf(entry));
        }

        var (begin, end, hasOffsets) = (0UL, 0UL, false);
        while (fault is null && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = ReadText(ref json);
            json.Read();
            fault = key.SequenceEqual("dtype"u8) ? ReadType(ref json, ref entry, isSecond: entry.Type is not null)
                : key.SequenceEqual("shape"u8) ? ReadShape(ref json, ref entry)
                : key.SequenceEqual("data_offsets"u8) ? ReadOffsets(ref json, entry, ref hasOffsets, out begin, out end)
                : SafetensorsFaults.UnknownKey(TextOf(entry), key);
        }

        if (fault is null && (entry.Type is null || !entry.HasShape || !hasOffsets))
        {
            fault = SafetensorsFaults.KeyMissing(TextOf(entry), entry.Type is null ? "dtype" : entry.HasShape ? "data_offsets" : "shape");
        }

        KeepRange(new TensorRange(begin, end, table.Entries.Length - 1));
        return fault;
    }

    private Fault? ReadName(ref Utf8JsonReader json, ref TensorEntry entry)
    {
        var name = KeepText(ref json, out entry.Name);
        foreach (ref readonly var earlier in table.Entries[..^1])
        {
            if (earlier.Name.Length == entry.Name.Length && table[earlier.Name].SequenceEqual(name))
            {
                return TensorFaults.Duplicate(TextOf(entry));
            }
        }

        return null;
    }

    private void KeepRange(TensorRange range)
    {
        if (range.Tensor == ranges.Length)
        {
            Array.Resize(ref ranges, ranges.Length * 2);
        }

        ranges[range.Tensor] = range;
    }

    private Fault? ReadType(ref Utf8JsonReader json, ref TensorEntry entry, bool isSecond)
    {
        if (isSecond)
        {
            return SafetensorsFaults.KeyTwice("dtype");
        }

        var type = json.TokenType == JsonTokenType.String ? SafetensorsTypes.Find(ReadText(ref json)) : null;
        entry.Type = type;
        return type is null ? SafetensorsFaults.TypeUnknown(TextOf(entry), ref json) : null;
    }

    private Fault? ReadShape(ref Utf8JsonReader json, ref TensorEntry entry)
    {
        if (entry.HasShape)
        {
            return SafetensorsFaults.KeyTwice("shape");
        }

        entry.HasShape = true;
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
            : TensorFaults.ShapeOverflow(TextOf(entry), rank);
    }

    private Fault? ReadOffsets(ref Utf8JsonReader json, in TensorEntry entry, ref bool hasOffsets, out ulong begin, out ulong end)
    {
        (begin, end) = (0, 0);
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

        (begin, end) = (numbers[0], numbers[1]);
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

    private string TextOf(in TensorEntry entry) => System.Text.Encoding.UTF8.GetString(table[entry.Name]);
}
