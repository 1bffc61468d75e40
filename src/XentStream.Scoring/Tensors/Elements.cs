using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace XentStream.Scoring.Tensors;

/// <summary>Reads single elements of a type that is known only when the batch is here. The kernels of scores read by a type of their own instead.</summary>
public static class Elements
{
    /// <summary>The element that begins the span, as a double; 64-bit integers beyond 2^53 are rounded.</summary>
    public static double ReadDouble(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ElementType.F64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ElementType.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        ElementType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16),
        ElementType.U64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => ReadInteger(type, bytes),
    };

    /// <summary>Reads whole numbers, one for each place of the destination.</summary>
    public static void ReadIntegers(ElementType type, ReadOnlySpan<byte> bytes, Span<long> destination)
    {
        if (type == ElementType.I64)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }

        var size = type.Size;
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = ReadInteger(type, bytes[(i * size)..]);
        }
    }

    /// <summary>The whole number that begins the span. A U64 beyond the range of a long becomes <see cref="long.MaxValue"/>, which is no class either.</summary>
    public static long ReadInteger(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.I64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ElementType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ElementType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        ElementType.I16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ElementType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ElementType.I8 => (sbyte)bytes[0],
        ElementType.U64 => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(bytes), long.MaxValue),
        _ => bytes[0],
    };
}
