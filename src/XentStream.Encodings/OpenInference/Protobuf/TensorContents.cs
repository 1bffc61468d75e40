using System.Numerics;
using System.Runtime.InteropServices;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>Reads the typed contents of a tensor. Floats in one packed field are a view of the payload; whole numbers are varints there, and become an array.</summary>
internal static class TensorContents
{
    /// <summary>The number of the field in the message of a tensor.</summary>
    public const int Field = 5;

    /// <summary>Checks the bytes of contents, whatever they hold.</summary>
    public static bool TryCheck(ref WireReader contents)
    {
        while (contents.TryReadField())
        {
            var size = ContentsFields.SizeOf(contents.Field);
            if (contents.Type != WireType.Length || size == ContentsFields.Bytes)
            {
                contents.TrySkip();
            }
            else if (contents.TryReadBytes(out var packed))
            {
                _ = size == ContentsFields.Varints ? TryCheckVarints(ref contents, packed) : packed.Length % size == 0 || contents.Fail(WireError.PackedUneven);
            }
        }

        return contents.Error == WireError.None;
    }

    /// <summary>Reads the values of a tensor.</summary>
    /// <param name="message">The message of the tensor, known to be well formed.</param>
    /// <param name="name">The tensor's name, for sentences.</param>
    /// <param name="tensor">Its type and shape.</param>
    /// <param name="buffer">Where the values are to lie that are not written as such.</param>
    /// <param name="bytes">The values.</param>
    public static Fault? Read(ReadOnlySpan<byte> message, string name, scoped in TensorEntry tensor, ElementBuffer buffer, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        var type = tensor.Type!.Element!.Value;
        var field = ContentsFields.Of(type);
        if (field == 0)
        {
            return WireFaults.OnlyRaw(name, tensor.Type.Name);
        }

        var size = ContentsFields.SizeOf(field);
        var (count, parts) = (0L, 0);
        var chunks = new ContentsChunks(message, field);
        while (chunks.TryNext(out var chunk))
        {
            count += size == ContentsFields.Varints ? CountVarints(chunk) : chunk.Length / size;
            bytes = chunk;
            parts++;
        }

        if (count != tensor.Shape.Count)
        {
            return count == 0 && chunks.OtherField != 0 ? WireFaults.OtherContents(name, tensor.Type.Name, chunks.OtherField) : TensorFaults.CountMismatch(name, tensor, count);
        }

        if (parts == 1 && size != ContentsFields.Varints)
        {
            return null;
        }

        var target = buffer.Take(checked((int)count * type.Size));
        bytes = target;
        return size == ContentsFields.Varints ? FillIntegers(message, field, name, tensor.Type, target) : Join(message, field, target);
    }

    private static bool TryCheckVarints(ref WireReader contents, ReadOnlySpan<byte> packed)
    {
        // Varints of one byte each, as labels mostly are, need no closer look.
        if (!packed.ContainsAnyInRange<byte>(0x80, 0xFF))
        {
            return true;
        }

        var reader = new WireReader(packed, 0);
        while (reader.Offset < packed.Length && reader.TryReadVarint(out _))
        {
        }

        return reader.Error == WireError.None || contents.Fail(reader.Error == WireError.Cut ? WireError.PackedUneven : reader.Error);
    }

    // The last byte of each is below 0x80.
    private static long CountVarints(ReadOnlySpan<byte> packed)
    {
        long count = 0;
        foreach (var next in packed)
        {
            count += next < 0x80 ? 1 : 0;
        }

        return count;
    }

    private static Fault? Join(ReadOnlySpan<byte> message, int field, Span<byte> target)
    {
        var chunks = new ContentsChunks(message, field);
        while (chunks.TryNext(out var chunk))
        {
            chunk.CopyTo(target);
            target = target[chunk.Length..];
        }

        return null;
    }

    private static Fault? FillIntegers(ReadOnlySpan<byte> message, int field, string name, TensorType type, Span<byte> target) => type.Element switch
    {
        ElementType.Bool => Fill<byte, bool>(message, field, name, type, target),
        ElementType.I8 => Fill<sbyte, long>(message, field, name, type, target),
        ElementType.I16 => Fill<short, long>(message, field, name, type, target),
        ElementType.I32 => Fill<int, long>(message, field, name, type, target),
        ElementType.I64 => Fill<long, long>(message, field, name, type, target),
        ElementType.U8 => Fill<byte, ulong>(message, field, name, type, target),
        ElementType.U16 => Fill<ushort, ulong>(message, field, name, type, target),
        ElementType.U32 => Fill<uint, ulong>(message, field, name, type, target),
        _ => Fill<ulong, ulong>(message, field, name, type, target),
    };

    // T is the type in memory, TWide that of the varint.
    private static Fault? Fill<T, TWide>(ReadOnlySpan<byte> message, int field, string name, TensorType type, Span<byte> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var elements = MemoryMarshal.Cast<byte, T>(target);
        var filled = 0;
        var chunks = new ContentsChunks(message, field);
        while (chunks.TryNext(out var chunk))
        {
            var reader = new WireReader(chunk, 0);
            while (reader.Offset < chunk.Length && reader.TryReadVarint(out var value))
            {
                value = typeof(TWide) == typeof(bool) ? Math.Min(value, 1) : value;
                var element = T.CreateTruncating(value);
                var isSame = typeof(TWide) == typeof(long) ? long.CreateTruncating(element) == unchecked((long)value) : ulong.CreateTruncating(element) == value;
                if (!isSame)
                {
                    return WireFaults.OutOfRange(name, type.Name, filled, typeof(TWide) == typeof(long) ? unchecked((long)value) : value);
                }

                elements[filled++] = element;
            }
        }

        return null;
    }
}
