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
        Int128 magnitude = 0;
        for (; position < text.Length && (uint)(text[position] - '0') <= 9; position++)
        {
            magnitude = (magnitude * 10) + (text[position] - '0');
            if (magnitude > ulong.MaxValue)
            {
                return 0;
            }
        }

        var number = isNegative ? -magnitude : magnitude;
        var isWhole = position < text.Length && text[position] is not ((byte)'.' or (byte)'e' or (byte)'E');
        if (!isWhole || number < Int128.CreateChecked(T.MinValue) || number > Int128.CreateChecked(T.MaxValue))
        {
            return 0;
        }

        value = T.CreateChecked(number);
        return position;
    }
}
