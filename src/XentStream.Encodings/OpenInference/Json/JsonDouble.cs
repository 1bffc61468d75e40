using System.Globalization;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>Reads F64, correctly rounded.</summary>
/// <remarks>
/// Up to 2^53 the digits are exact in F64, and so is the power of ten: one operation, one rounding (W. D. Clinger, "How to read floating point numbers
/// accurately", PLDI 1990). Elsewhere the platform's slower reader decides.
/// </remarks>
internal readonly struct JsonDouble : IJsonNumber<double>
{
    private const ulong LargestExact = 1UL << 53;

    /// <inheritdoc/>
    public static int Read(ReadOnlySpan<byte> text, out double value)
    {
        if (!ShortDecimal.TryRead(text, out var number, out var length) || number.Digits > LargestExact || Math.Abs(number.Exponent) > PowersOfTen.Largest)
        {
            return double.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value) ? length : 0;
        }

        value = PowersOfTen.Scale(number.Digits, number.Exponent);
        value = number.IsNegative ? -value : value;
        return length;
    }
}
