using System.Buffers.Binary;

namespace XentStream.Scoring.Totalling;

/// <summary>Reads the canonical form of totals. Every other form of the same numbers is refused.</summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Whether a read has failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether numbers of rows can be below 0, since one set of rows was taken from another.</summary>
    public bool IsDifference { get; set; }

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => rest.IsEmpty;

    public bool TryReadByte(out byte value)
    {
        value = 0;
        if (rest.IsEmpty)
        {
            HasFailed = true;
            return false;
        }

        value = rest[0];
        rest = rest[1..];
        return true;
    }

    /// <summary>Reads a varint of at most 63 bits that is as short as it can be.</summary>
    public bool TryReadCount(out long value)
    {
        value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            if (!TryReadByte(out var next))
            {
                return false;
            }

            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                HasFailed |= next == 0 && shift > 0;
                return !HasFailed;
            }
        }

        HasFailed = true;
        return false;
    }

    /// <summary>Reads a number of rows: of a difference in zigzag.</summary>
    public bool TryReadRows(out long value)
    {
        var isRead = TryReadCount(out value);
        value = IsDifference ? (value >> 1) ^ -(value & 1) : value;
        return isRead;
    }

    public bool TryReadUInt32(out uint value)
    {
        HasFailed |= !BinaryPrimitives.TryReadUInt32LittleEndian(rest, out value);
        rest = HasFailed ? default : rest[sizeof(uint)..];
        return !HasFailed;
    }
}
