using System.Globalization;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>Reads F32, correctly rounded.</summary>
/// <remarks>
/// A short decimal is first computed in F64, with at most three roundings: of its digits, and of one or two powers of ten. So it is off by less than two units
/// in the last place. Where no border between two floats lies that near, rounding it to F32 gives the float that is nearest to the decimal; elsewhere the
/// platform's slower reader decides.
/// </remarks>
internal readonly struct JsonSingle : IJsonNumber<float>
{
    private const double LeastNormal = 1.1754943508222875e-38;
    private const double Largest = float.MaxValue;

    // An F64 has 29 bits that an F32 has not; halfway between two floats, only the first of them is set.
    private const uint LostBits = (1u << 29) - 1;
    private const uint Halfway = 1u << 28;
    private const uint Margin = 4;

    /// <inheritdoc/>
    public static int Read(ReadOnlySpan<byte> text, out float value)
    {
        if (!ShortDecimal.TryRead(text, out var number, out var length) || !TryRound(number, out value))
        {
            return float.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value) ? length : 0;
        }

        value = number.IsNegative ? -value : value;
        return length;
    }

    private static bool TryRound(in ShortDecimal number, out float value)
    {
        value = 0;
        if (number.Digits == 0)
        {
            return true;
        }

        if (Math.Abs(number.Exponent) > 2 * PowersOfTen.Largest)
        {
            return false;
        }

        var near = Math.Clamp(number.Exponent, -PowersOfTen.Largest, PowersOfTen.Largest);
        var wide = PowersOfTen.Scale(PowersOfTen.Scale(number.Digits, near), number.Exponent - near);
        var lost = (uint)BitConverter.DoubleToUInt64Bits(wide) & LostBits;
        value = (float)wide;
        return wide is >= LeastNormal and <= Largest && lost - (Halfway - Margin) > 2 * Margin;
    }
}
