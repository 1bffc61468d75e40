using System.Numerics;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>Numbers in units of 2^-640, with exp and ln in whole-number arithmetic: the reference shares nothing with the code under test.</summary>
internal static class FixedPoint
{
    public const int Bits = 640;
    private const int HalvingsOfTheArgument = 12;

    public static readonly BigInteger One = BigInteger.One << Bits;

    private static readonly BigInteger LnTwo = 2 * ArTanhOfOneOver(3);

    public static BigInteger From(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) + (exponent == 0 ? 0 : 1L << 52);
        var shift = Math.Max(exponent, 1) - 1075 + Bits;
        var magnitude = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return bits < 0 ? -magnitude : magnitude;
    }

    /// <summary>The nearest double but for a unit in the last place: 64 bits are kept.</summary>
    public static double ToDouble(BigInteger value)
    {
        var excess = Math.Max(0, (int)BigInteger.Abs(value).GetBitLength() - 64);
        return Math.ScaleB((double)(value >> excess), excess - Bits);
    }

    public static BigInteger Multiply(BigInteger left, BigInteger right) => (left * right) >> Bits;

    public static BigInteger Divide(BigInteger left, BigInteger right) => (left << Bits) / right;

    /// <summary>exp(x) for x ≤ 0: 2^-k · (Taylor of the rest, halved often)^(2^often).</summary>
    public static BigInteger ExpOfNegative(BigInteger x)
    {
        var powers = BigInteger.Divide(-x, LnTwo);
        if (powers > Bits)
        {
            return 0;
        }

        var rest = (x + (powers * LnTwo)) >> HalvingsOfTheArgument;
        var (sum, term) = (One, One);
        for (var n = 1; !term.IsZero && n < 120; n++)
        {
            term = Multiply(term, rest) / n;
            sum += term;
        }

        for (var i = 0; i < HalvingsOfTheArgument; i++)
        {
            sum = Multiply(sum, sum);
        }

        return sum >> (int)powers;
    }

    /// <summary>ln(x) for x ≥ 1, as k·ln 2 + 2·artanh((m − 1)/(m + 1)) with m = x / 2^k in [1, 2).</summary>
    public static BigInteger Ln(BigInteger x)
    {
        var power = (int)x.GetBitLength() - 1 - Bits;
        var mantissa = x >> power;
        var z = Divide(mantissa - One, mantissa + One);
        var (sum, zSquared) = (BigInteger.Zero, Multiply(z, z));
        for (var n = 1; !z.IsZero && n < 2 * Bits; n += 2, z = Multiply(z, zSquared))
        {
            sum += z / n;
        }

        return (power * LnTwo) + (2 * sum);
    }

    private static BigInteger ArTanhOfOneOver(int n)
    {
        var sum = BigInteger.Zero;
        var power = One / n;
        for (var k = 1; !power.IsZero; k += 2, power /= n * n)
        {
            sum += power / k;
        }

        return sum;
    }
}
