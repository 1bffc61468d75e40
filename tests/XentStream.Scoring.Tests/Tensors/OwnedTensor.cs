using System.Runtime.InteropServices;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Tests.Tensors;

/// <summary>A tensor with bytes of its own, of which a view can be taken at any offset of a larger buffer.</summary>
internal sealed record OwnedTensor(ElementType Type, TensorShape Shape, byte[] Bytes)
{
    public TensorView View => new(Type, Shape, Bytes);

    public static OwnedTensor F64(TensorShape shape, params double[] values) => new(ElementType.F64, shape, MemoryMarshal.AsBytes<double>(values).ToArray());

    public static OwnedTensor F32(TensorShape shape, params float[] values) => new(ElementType.F32, shape, MemoryMarshal.AsBytes<float>(values).ToArray());

    public static OwnedTensor I64(TensorShape shape, params long[] values) => new(ElementType.I64, shape, MemoryMarshal.AsBytes<long>(values).ToArray());

    /// <summary>A tensor of zeros.</summary>
    public static OwnedTensor Zeros(ElementType type, params ReadOnlySpan<long> lengths)
    {
        var shape = TensorShape.Of(lengths);
        return new OwnedTensor(type, shape, new byte[shape.Count * type.Size]);
    }

    /// <summary>The same elements behind some foreign bytes and before others.</summary>
    public TensorView ViewAtOffset(int offset)
    {
        var buffer = new byte[offset + Bytes.Length + 9];
        Array.Fill(buffer, (byte)0xA5);
        Bytes.CopyTo(buffer, offset);
        return new TensorView(Type, Shape, buffer.AsSpan(offset, Bytes.Length));
    }
}
