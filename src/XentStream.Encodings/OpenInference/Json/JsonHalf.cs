using System.Globalization;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>Reads F16, correctly rounded.</summary>
internal readonly struct JsonHalf : IJsonNumber<Half>
{
    /// <inheritdoc/>
    public static int Read(ReadOnlySpan<byte> text, out Half value)
    {
        ShortDecimal.TryRead(text, out _, out var length);
        return Half.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value) ? length : 0;
    }
}
