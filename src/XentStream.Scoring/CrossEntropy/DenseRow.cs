using System.Buffers.Binary;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>A label that is a row of numbers, one for each class, in place.</summary>
/// <param name="type">The type of the numbers.</param>
/// <param name="bytes">The bytes from the first class on.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="stride">Elements from one class to the next.</param>
internal readonly ref struct DenseRow(ElementType type, ReadOnlySpan<byte> bytes, int classes, int stride)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly int step = stride * type.Size;

    public int Classes { get; } = classes;

    // The usual type without a choice among all.
    public double this[int c] => type == ElementType.F32 ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(c * step)..]) : Elements.ReadDouble(type, bytes[(c * step)..]);
}
