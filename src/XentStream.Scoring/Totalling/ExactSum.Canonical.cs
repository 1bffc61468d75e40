namespace XentStream.Scoring.Totalling;

// The canonical form: equal sums are equal bytes.
//
//   0:        one varint 0
//   else:     varint n > 0, one byte sign (0 or 1), one byte index of the lowest limb, n limbs of 32 bits, little-endian;
//             the first and the last of them are not 0
public sealed partial class ExactSum
{
    /// <summary>Writes the canonical form.</summary>
    internal void Write(ref CanonicalWriter writer)
    {
        Span<uint> magnitude = stackalloc uint[LimbCount];
        var isNegative = GetMagnitude(magnitude);
        var low = magnitude.IndexOfAnyExcept(0u);
        var top = magnitude.LastIndexOfAnyExcept(0u);
        if (top < 0)
        {
            writer.WriteCount(0);
            return;
        }

        writer.WriteCount(top - low + 1);
        writer.WriteByte(isNegative ? (byte)1 : (byte)0);
        writer.WriteByte((byte)low);
        foreach (var limb in magnitude[low..(top + 1)])
        {
            writer.WriteUInt32(limb);
        }
    }

    /// <summary>Adds the sum that is read from its canonical form.</summary>
    /// <returns>False where the bytes are not the canonical form of any sum.</returns>
    internal bool TryRead(ref CanonicalReader reader)
    {
        Clear();
        if (!reader.TryReadCount(out var count) || count == 0)
        {
            return count == 0 && !reader.HasFailed;
        }

        if (!reader.TryReadByte(out var sign) || sign > 1 || !reader.TryReadByte(out var low) || count > LimbCount - low)
        {
            return false;
        }

        for (var i = low; i < low + count; i++)
        {
            if (!reader.TryReadUInt32(out var limb) || (limb == 0 && (i == low || i == low + count - 1)))
            {
                return false;
            }

            limbs[i] = sign == 1 ? -(long)limb : limb;
        }

        Touch(low, low + (int)count - 1);
        CountAdd();
        Carry();
        return true;
    }
}
