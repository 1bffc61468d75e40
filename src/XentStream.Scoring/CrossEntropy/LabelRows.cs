using System.Buffers.Binary;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>Reads index labels of any integer type.</summary>
internal static class LabelRows
{
    /// <summary>Reads the labels from row <paramref name="first"/> on into all of <paramref name="destination"/>.</summary>
    /// <remarks>A U64 beyond the range of a long becomes <see cref="long.MaxValue"/>, which is no class either.</remarks>
    public static void Read(TensorView labels, long first, Span<long> destination)
    {
        var size = labels.Type.Size;
        var bytes = labels.Bytes[(int)(first * size)..];
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = ReadOne(labels.Type, bytes[(row * size)..]);
        }
    }

    private static long ReadOne(ElementType type, ReadOnlySpan<byte> bytes) => type switch
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
