using System.Runtime.InteropServices;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>Reads the values of a tensor from its JSON array, which is flat, or nested as its shape says.</summary>
internal static class JsonArray
{
    /// <summary>Reads the values of a tensor.</summary>
    /// <param name="text">The array: known to be JSON.</param>
    /// <param name="name">The tensor's name, for sentences.</param>
    /// <param name="tensor">Its type and shape.</param>
    /// <param name="buffer">Where the values are to lie.</param>
    /// <param name="bytes">The values.</param>
    public static Fault? Read(ReadOnlySpan<byte> text, string name, scoped in TensorEntry tensor, ElementBuffer buffer, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;

        // A value takes two bytes with what separates it from the next: no buffer is made for a shape that the text cannot fill.
        if (tensor.Shape.Count > text.Length / 2)
        {
            return JsonFaults.TooShort(name, tensor, text.Length);
        }

        var type = tensor.Type!.Element!.Value;
        var target = buffer.Take(checked((int)tensor.Shape.Count * type.Size));
        bytes = target;
        return type switch
        {
            ElementType.Bool => Fill<byte, JsonBool>(text, name, tensor, target),
            ElementType.U8 => Fill<byte, JsonInteger<byte>>(text, name, tensor, target),
            ElementType.I8 => Fill<sbyte, JsonInteger<sbyte>>(text, name, tensor, target),
            ElementType.U16 => Fill<ushort, JsonInteger<ushort>>(text, name, tensor, target),
            ElementType.I16 => Fill<short, JsonInteger<short>>(text, name, tensor, target),
            ElementType.U32 => Fill<uint, JsonInteger<uint>>(text, name, tensor, target),
            ElementType.I32 => Fill<int, JsonInteger<int>>(text, name, tensor, target),
            ElementType.U64 => Fill<ulong, JsonInteger<ulong>>(text, name, tensor, target),
            ElementType.I64 => Fill<long, JsonInteger<long>>(text, name, tensor, target),
            ElementType.F16 => Fill<Half, JsonHalf>(text, name, tensor, target),
            ElementType.F32 => Fill<float, JsonSingle>(text, name, tensor, target),
            ElementType.F64 => Fill<double, JsonDouble>(text, name, tensor, target),
            _ => JsonFaults.NoText(name, tensor.Type.Name),
        };
    }

    private static Fault? Fill<T, TNumber>(ReadOnlySpan<byte> text, string name, in TensorEntry tensor, Span<byte> target)
        where T : unmanaged
        where TNumber : struct, IJsonNumber<T>
    {
        var elements = MemoryMarshal.Cast<byte, T>(target);
        var nesting = new JsonNesting(tensor.Shape);
        var filled = 0;
        for (var position = 0; position < text.Length;)
        {
            var first = text[position];
            if (first is (byte)',' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                position++;
            }
            else if (first is (byte)'[' or (byte)']')
            {
                if (!(first == (byte)'[' ? nesting.TryOpen() : nesting.TryClose()))
                {
                    return JsonFaults.Nesting(name, tensor.Shape);
                }

                position++;
            }
            else if (!nesting.TryCountValue())
            {
                return JsonFaults.Nesting(name, tensor.Shape);
            }
            else if (filled == elements.Length)
            {
                return JsonFaults.TooMany(name, tensor);
            }
            else if (!IsNumber(first) || TNumber.Read(text[position..], out elements[filled]) is not (> 0 and var length))
            {
                return JsonFaults.Unreadable(name, tensor.Type!.Name, filled, text[position..]);
            }
            else
            {
                position += length;
                filled++;
            }
        }

        return filled == elements.Length ? null : TensorFaults.CountMismatch(name, tensor, filled);
    }

    private static bool IsNumber(byte first) => first is (byte)'-' or (>= (byte)'0' and <= (byte)'9') or (byte)'t' or (byte)'f';
}
