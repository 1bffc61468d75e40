using System.Buffers.Binary;

namespace XentStream.Scoring.Totalling;

/// <summary>Writes the canonical form of totals into a buffer that is long enough.</summary>
internal ref struct CanonicalWriter(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;
    private int length;

    /// <summary>Whether numbers of rows can be below 0, since one set of rows was taken from another.</summary>
    public bool IsDifference { get; init; }

    /// <summary>What was written.</summary>
    public readonly byte[] ToArray() => buffer[..length].ToArray();

    public void WriteByte(byte value) => buffer[length++] = value;

    /// <summary>Writes a number ≥ 0 as a varint (LEB128): seven bits a byte, the lowest first.</summary>
    public void WriteCount(long value)
    {
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            WriteByte((byte)(rest | 0x80));
        }

        WriteByte((byte)rest);
    }

    /// <summary>Writes a number of rows: of a difference in zigzag, where 0, −1, 1, −2 are 0, 1, 2, 3.</summary>
    public void WriteRows(long value) => WriteCount(IsDifference ? (value << 1) ^ (value >> 63) : value);

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(buffer[length..], value);
        length += sizeof(uint);
    }
}
