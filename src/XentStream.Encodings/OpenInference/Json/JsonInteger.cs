using System.Numerics;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>Reads whole numbers in the range of their type, written without a fraction or an exponent.</summary>
/// <typeparam name="T">The type of the element.</typeparam>
internal readonly struct JsonInteger<T> : IJsonNumber<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <inheritdoc/>
    public static int Read(ReadOnlySpan<byte> text, out T value)
    {
        value = default;
        var isNegative = text[0] == (byte)'-';
        var position = isNegative ? 1 : 0;
        ulong magnitude = 0;
        for (; position < text.Length && (uint)(text[position] - '0') <= 9; position++)
        {
            var digit = (uint)(text[position] - '0');
            if (magnitude > (ulong.MaxValue - digit) / 10)
            {
                return 0;
            }

            magnitude = (magnitude * 10) + digit;
        }

        var isWhole = position < text.Length && text[position] is not ((byte)'.' or (byte)'e' or (byte)'E');
        return isWhole && TryConvert(magnitude, isNegative, out value) ? position : 0;
    }

    private static bool TryConvert(ulong magnitude, bool isNegative, out T value)
    {
        const ulong LeastOfLong = 1UL << 63;
        var bits = unchecked(isNegative ? 0 - magnitude : magnitude);
        value = T.CreateTruncating(bits);
        return T.IsNegative(T.MinValue)
            ? magnitude <= (isNegative ? LeastOfLong : LeastOfLong - 1) && long.CreateTruncating(value) == unchecked((long)bits)
            : (!isNegative || magnitude == 0) && ulong.CreateTruncating(value) == bits;
    }
}
