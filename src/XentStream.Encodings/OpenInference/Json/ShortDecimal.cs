using System.Buffers.Binary;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>
/// A decimal of at most 19 digits, taken apart: ±<see cref="Digits"/> · 10^<see cref="Exponent"/>. That is what programs print of floats, and it fits 64 bits.
/// </summary>
/// <param name="Digits">All digits as one whole number.</param>
/// <param name="Exponent">The power of ten.</param>
/// <param name="IsNegative">Whether a minus stands before it.</param>
internal readonly record struct ShortDecimal(ulong Digits, int Exponent, bool IsNegative)
{
    // 10^19 < 2^64.
    private const int MostDigits = 19;

    /// <summary>Takes the number apart that a text begins with. The text is known to be JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number, where it is short.</param>
    /// <param name="length">The bytes of the number, short or not.</param>
    /// <returns>Whether it is short.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out ShortDecimal number, out int length)
    {
        var isNegative = text[0] == (byte)'-';
        var first = isNegative ? 1 : 0;
        ulong digits = 0;
        var position = ReadDigits(text, first, ref digits);
        var (count, fraction) = (position - first, 0);
        if (position < text.Length && text[position] == (byte)'.')
        {
            var end = ReadDigits(text, position + 1, ref digits);
            fraction = end - position - 1;
            position = end;
        }

        count += fraction;
        length = position;
        var exponent = 0;
        if (position < text.Length && (text[position] | 0x20) == (byte)'e')
        {
            length = ReadExponent(text, position + 1, out exponent);
        }

        number = new ShortDecimal(digits, exponent - fraction, isNegative);
        return count <= MostDigits || count - LeadingZeros(text[first..position]) <= MostDigits;
    }

    private static int ReadDigits(ReadOnlySpan<byte> text, int position, ref ulong digits)
    {
        while (text.Length - position >= sizeof(ulong) && TryReadEight(text[position..], out var eight))
        {
            digits = unchecked((digits * 100_000_000) + eight);
            position += sizeof(ulong);
        }

        while (position < text.Length && (uint)(text[position] - '0') <= 9)
        {
            digits = unchecked((digits * 10) + (uint)(text[position] - '0'));
            position++;
        }

        return position;
    }

    // Eight digits at once, from pairs to fours to eights: D. Lemire, "Number parsing at a gigabyte per second", https://arxiv.org/abs/2101.11408, section 6.
    private static bool TryReadEight(ReadOnlySpan<byte> text, out ulong eight)
    {
        const ulong HighNibbles = 0xF0F0F0F0F0F0F0F0;
        var bytes = BinaryPrimitives.ReadUInt64LittleEndian(text);
        var areDigits = ((bytes & HighNibbles) | (((bytes + 0x0606060606060606) & HighNibbles) >> 4)) == 0x3333333333333333;
        var pairs = ((bytes & 0x0F0F0F0F0F0F0F0F) * ((10 << 8) + 1)) >> 8;
        var fours = ((pairs & 0x00FF00FF00FF00FF) * ((100 << 16) + 1)) >> 16;
        eight = ((fours & 0x0000FFFF0000FFFF) * ((10_000UL << 32) + 1)) >> 32;
        return areDigits;
    }

    private static int ReadExponent(ReadOnlySpan<byte> text, int position, out int exponent)
    {
        // Beyond this many every double is zero or infinite; the bound keeps the sum from overflowing.
        const int Enough = 100_000;
        var isNegative = text[position] == (byte)'-';
        position += isNegative || text[position] == (byte)'+' ? 1 : 0;
        exponent = 0;
        while (position < text.Length && (uint)(text[position] - '0') <= 9)
        {
            exponent = Math.Min((exponent * 10) + text[position] - '0', Enough);
            position++;
        }

        exponent = isNegative ? -exponent : exponent;
        return position;
    }

    private static int LeadingZeros(ReadOnlySpan<byte> digits)
    {
        var end = digits.IndexOfAnyExcept((byte)'0', (byte)'.');
        var zeros = end < 0 ? digits : digits[..end];
        return zeros.Length - zeros.Count((byte)'.');
    }
}
