using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XentStream.Scoring.Tensors;

// Many elements as doubles.
public static partial class Elements
{
    /// <summary>Reads elements as doubles, one for each place of the destination: what <see cref="ReadDouble"/> gives for each, without a choice among all types for each.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="bytes">The bytes from the first of them on.</param>
    /// <param name="destination">Takes the numbers; 64-bit integers beyond 2^53 are rounded.</param>
    /// <param name="stride">Elements from one to the next.</param>
    public static void ReadDoubles(ElementType type, ReadOnlySpan<byte> bytes, Span<double> destination, int stride = 1)
    {
        switch (type)
        {
            case ElementType.F64 when stride == 1:
                MemoryMarshal.Cast<byte, double>(bytes)[..destination.Length].CopyTo(destination);
                break;
            case ElementType.F32 when stride == 1:
                Widen(MemoryMarshal.Cast<byte, float>(bytes)[..destination.Length], destination);
                break;
            case ElementType.F64:
                Convert<double>(bytes, stride, destination);
                break;
            case ElementType.F32:
                Convert<float>(bytes, stride, destination);
                break;
            case ElementType.I64:
                Convert<long>(bytes, stride, destination);
                break;
            case ElementType.I32:
                Convert<int>(bytes, stride, destination);
                break;
            case ElementType.U8 or ElementType.Bool:
                Convert<byte>(bytes, stride, destination);
                break;
            default:
                ReadEach(type, bytes, stride, destination);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<float> numbers, Span<double> destination)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var wide = MemoryMarshal.Cast<double, Vector<double>>(destination);
        for (var i = 0; i < vectors.Length; i++)
        {
            Vector.Widen(vectors[i], out wide[2 * i], out wide[(2 * i) + 1]);
        }

        for (var i = vectors.Length * Vector<float>.Count; i < numbers.Length; i++)
        {
            destination[i] = numbers[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert<TNumber>(ReadOnlySpan<byte> bytes, int stride, Span<double> destination)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        var numbers = MemoryMarshal.Cast<byte, TNumber>(bytes);
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = double.CreateTruncating(numbers[i * stride]);
        }
    }

    private static void ReadEach(ElementType type, ReadOnlySpan<byte> bytes, int stride, Span<double> destination)
    {
        var step = stride * type.Size;
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = ReadDouble(type, bytes[(i * step)..]);
        }
    }
}
