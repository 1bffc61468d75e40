using System.Numerics;

namespace XentStream.Scoring.Totalling;

// The one rounding of a sum.
public sealed partial class ExactSum
{
    private const int MantissaBits = 53;
    private const int RestBits = 64 - MantissaBits;
    private const ulong RestMask = (1UL << RestBits) - 1;
    private const ulong Half = 1UL << (RestBits - 1);

    /// <summary>The sum, rounded once: to nearest, ties to even; ±∞ beyond the range of doubles.</summary>
    public double ToDouble() => ToScaledDouble(0);

    /// <summary>The sum times a power of two, rounded once.</summary>
    private double ToScaledDouble(int exponent)
    {
        Carry();
        return limbs[LimbCount - 1] < 0 ? -RoundMagnitude(exponent) : Round(limbs.AsSpan(0, highest + 1), exponent);
    }

    private double RoundMagnitude(int exponent)
    {
        Span<uint> magnitude = stackalloc uint[LimbCount];
        Span<long> wide = stackalloc long[LimbCount];
        GetMagnitude(magnitude);
        for (var i = 0; i < LimbCount; i++)
        {
            wide[i] = magnitude[i];
        }

        return Round(wide, exponent);
    }

    // The three highest limbs hold at least 65 bits, of which a double keeps 53; of all bits below the 64 that lead it matters only whether there are any.
    private static double Round(ReadOnlySpan<long> magnitude, int exponent)
    {
        var top = magnitude.LastIndexOfAnyExcept(0);
        if (top < 0)
        {
            return 0;
        }

        var (upper, third) = (((ulong)magnitude[top] << LimbBits) | LimbAt(magnitude, top - 1), LimbAt(magnitude, top - 2));
        var shift = BitOperations.LeadingZeroCount(upper);
        var leading = (upper << shift) | (third >> (LimbBits - shift));
        var isInexactBelow = ((third << shift) & LimbMask) != 0 || (top > 2 && magnitude[..(top - 2)].ContainsAnyExcept(0));
        var (mantissa, rest) = (leading >> RestBits, leading & RestMask);
        var roundsUp = rest > Half || (rest == Half && (isInexactBelow || (mantissa & 1) == 1));
        return Math.ScaleB(mantissa + (roundsUp ? 1UL : 0), ((top - 1) * LimbBits) - shift + RestBits + SmallestExponent + exponent);
    }

    private static ulong LimbAt(ReadOnlySpan<long> magnitude, int index) => index < 0 ? 0 : (ulong)magnitude[index];
}
