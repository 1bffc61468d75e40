using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace XentStream.Scoring.Tensors;

/// <summary>Reads elements of a type that is known only when the batch is here. The kernels of scores read by a type of their own instead.</summary>
public static partial class Elements
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

    /// <summary>Reads whole numbers, one for each place of the destination. A U64 beyond the range of a long becomes <see cref="long.MaxValue"/>.</summary>
    public static void ReadIntegers(ElementType type, ReadOnlySpan<byte> bytes, Span<long> destination)
    {
        switch (type)
        {
            case ElementType.I64:
                bytes[..(destination.Length * sizeof(long))].CopyTo(MemoryMarshal.AsBytes(destination));
                break;
            case ElementType.I32:
                Widen<int>(bytes, destination);
                break;
            case ElementType.U32:
                Widen<uint>(bytes, destination);
                break;
            case ElementType.I16:
                Widen<short>(bytes, destination);
                break;
            case ElementType.U16:
                Widen<ushort>(bytes, destination);
                break;
            case ElementType.I8:
                Widen<sbyte>(bytes, destination);
                break;
            case ElementType.U64:
                Widen<ulong>(bytes, destination);
                break;
            default:
                Widen<byte>(bytes, destination);
                break;
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

    private static void Widen<T>(ReadOnlySpan<byte> bytes, Span<long> destination)
        where T : struct, IBinaryInteger<T>
    {
        var numbers = MemoryMarshal.Cast<byte, T>(bytes)[..destination.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            destination[i] = long.CreateSaturating(numbers[i]);
        }
    }
}
