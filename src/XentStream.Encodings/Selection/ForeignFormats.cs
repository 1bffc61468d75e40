using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Selection;

/// <summary>Formats that are sent by mistake often enough to be named: a far better sentence than "malformed".</summary>
internal static class ForeignFormats
{
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

        return payload.Length > 2 && payload[0] == 0x80 && payload[1] is >= 2 and <= 5 ? SelectionFaults.Pickle(payload[1]) : null;
    }

    // A header of less than 2^32 bytes that begins with a brace.
    private static bool HasMarksOfSafetensors(ReadOnlySpan<byte> payload) =>
        payload.Length > 8 && payload[4..8].IndexOfAnyExcept((byte)0) < 0 && payload[8] == (byte)'{';
}
