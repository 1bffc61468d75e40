using System.Numerics;
using System.Runtime.InteropServices;

namespace XentStream.Scoring.Totalling;

// For figures that are made of several sums and must not be rounded in between.
public sealed partial class ExactSum
{
    /// <summary>The sum in units of 2^-1074, the smallest double: a whole number.</summary>
    public BigInteger ToWholeNumber()
    {
        Span<uint> magnitude = stackalloc uint[LimbCount];
        var isNegative = GetMagnitude(magnitude);
        var whole = new BigInteger(MemoryMarshal.AsBytes(magnitude), isUnsigned: true, isBigEndian: !BitConverter.IsLittleEndian);
        return isNegative ? -whole : whole;
    }
}
