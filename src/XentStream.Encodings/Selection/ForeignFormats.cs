using System.Buffers.Binary;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Selection;

/// <summary>Formats that are sent by mistake often enough to be named: a far better sentence than "malformed".</summary>
internal static class ForeignFormats
{
    // None of them begins a JSON text. A protobuf message could begin so only with fields that the protocol does not have.
    private static readonly (byte[] Magic, string Name)[] Named =
    [
        ([.. "Obj\x01"u8], "an Avro container file"),
        ([.. "ARROW1"u8], "an Arrow file"),
        ([.. "PAR1"u8], "a Parquet file"),
        ([0x93, .. "NUMPY"u8], "a NumPy file"),
    ];

    /// <summary>The fault that names the format, or null where the payload may be in an encoding that is read here.</summary>
    public static Fault? Recognize(ReadOnlySpan<byte> payload)
    {
        // A safetensors header of the right length could begin with the same two bytes; its other marks settle it.
        if (HasMarksOfSafetensors(payload))
        {
            return null;
        }

        if (payload.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return SelectionFaults.Compressed("gzip", "1F 8B");
        }

        if (payload.StartsWith("PK"u8))
        {
            return SelectionFaults.Compressed("a zip archive", "50 4B");
        }

        foreach (var (magic, name) in Named)
        {
            if (payload.StartsWith(magic))
            {
                return SelectionFaults.Foreign(name);
            }
        }

        if (IsArrowStream(payload))
        {
            return SelectionFaults.Foreign("an Arrow stream");
        }

        return payload.Length > 2 && payload[0] == 0x80 && payload[1] is >= 2 and <= 5 ? SelectionFaults.Pickle(payload[1]) : null;
    }

    /// <summary>Whether a payload begins as safetensors do: with a header of less than 2^32 bytes, which begins with a brace.</summary>
    public static bool HasMarksOfSafetensors(ReadOnlySpan<byte> payload) =>
        payload.Length > 8 && payload[4..8].IndexOfAnyExcept((byte)0) < 0 && payload[8] == (byte)'{';

    // Four bytes of ones, then the length of the schema, which is not as long as the payload:
    // https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format
    private static bool IsArrowStream(ReadOnlySpan<byte> payload) =>
        payload.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF]) && BinaryPrimitives.TryReadInt32LittleEndian(payload[4..], out var length) && length > 0 && length < payload.Length;
}
