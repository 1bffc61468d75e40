using System.Numerics;

namespace XentStream.Scoring.Tests.Totalling;

/// <summary>A sum of doubles as a whole number of units of 2^-1074, of which every finite double is a multiple, rounded once to nearest, ties to even.</summary>
internal static class ReferenceSum
{
    public static double Of(params IEnumerable<double> values) => Round(values.Aggregate(BigInteger.Zero, (sum, value) => sum + ToUnits(value)));

    private static BigInteger ToUnits(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = bits & 0xFFFFFFFFFFFFF;
        var units = exponent == 0 ? mantissa : (mantissa + (BigInteger.One << 52)) << (exponent - 1);
        return bits < 0 ? -units : units;
    }

    // The bits of a double are consecutive integers in the order of its magnitude, so that rounding up past a power of two, and past the largest finite
    // number to infinity, is adding one.
    private static double Round(BigInteger units)
    {
        var magnitude = BigInteger.Abs(units);
        var excess = (int)magnitude.GetBitLength() - 53;
        var rounded = excess <= 0 ? BitConverter.Int64BitsToDouble((long)magnitude)
            : excess >= 0x7FE ? double.PositiveInfinity
            : BitConverter.Int64BitsToDouble(((long)excess << 52) + RoundedMantissa(magnitude, excess));
        return units.Sign < 0 ? -rounded : rounded;
    }

    private static long RoundedMantissa(BigInteger magnitude, int excess)
    {
        var kept = magnitude >> excess;
        var rest = magnitude - (kept << excess);
        var half = BigInteger.One << (excess - 1);
        return (long)kept + (rest > half || (rest == half && !kept.IsEven) ? 1 : 0);
    }
}
