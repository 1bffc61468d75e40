using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Safetensors;

/// <summary>Checks that the tensors fill the data to the byte: contiguous from 0, without holes or overlap, each as long as its shape asks for.</summary>
internal static class TensorRanges
{
    private static readonly Comparison<TensorEntry> ByPlace = (left, right) =>
        left.Begin != right.Begin ? left.Begin.CompareTo(right.Begin) : left.End.CompareTo(right.End);

    /// <summary>Checks the places, and puts the entries into the order of their bytes.</summary>
    public static Fault? Check(Span<TensorEntry> tensors, int dataLength)
    {
        tensors.Sort(ByPlace);
        ulong expected = 0;
        foreach (ref readonly var tensor in tensors)
        {
            if (tensor.Begin != expected || tensor.End < tensor.Begin)
            {
                return SafetensorsFaults.RangeInvalid(tensor.Begin, tensor.End, expected);
            }

            if ((UInt128)tensor.Shape.Count * (uint)tensor.Type.Bits != (UInt128)(tensor.End - tensor.Begin) * 8)
            {
                return SafetensorsFaults.LengthMismatch(tensor);
            }

            expected = tensor.End;
        }

        return expected == (ulong)dataLength ? null : SafetensorsFaults.EndsElsewhere(expected, dataLength);
    }
}
