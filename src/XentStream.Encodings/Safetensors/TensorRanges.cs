using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Safetensors;

/// <summary>Checks that the tensors fill the data to the byte: contiguous from 0, without holes or overlap, each as long as its shape asks for.</summary>
internal static class TensorRanges
{
    private static readonly Comparison<TensorRange> ByPlace = (left, right) =>
        left.Begin != right.Begin ? left.Begin.CompareTo(right.Begin) : left.End.CompareTo(right.End);

    /// <summary>Checks the ranges, and tells each tensor where it lies in the payload.</summary>
    public static Fault? Place(Span<TensorRange> ranges, Span<TensorEntry> tensors, int dataStart, int dataLength)
    {
        ranges.Sort(ByPlace);
        ulong expected = 0;
        foreach (ref readonly var range in ranges)
        {
            ref var tensor = ref tensors[range.Tensor];
            if (range.Begin != expected || range.End < range.Begin)
            {
                return SafetensorsFaults.RangeInvalid(range.Begin, range.End, expected);
            }

            if ((UInt128)tensor.Shape.Count * (uint)tensor.Type!.Bits != (UInt128)(range.End - range.Begin) * 8)
            {
                return TensorFaults.LengthMismatch(tensor, range.End - range.Begin);
            }

            expected = range.End;
            if (expected <= (ulong)dataLength)
            {
                (tensor.Start, tensor.Length) = (dataStart + (int)range.Begin, (int)(range.End - range.Begin));
            }
        }

        return expected == (ulong)dataLength ? null : SafetensorsFaults.EndsElsewhere(expected, dataLength);
    }
}
