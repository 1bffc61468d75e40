namespace XentStream.Encodings.OpenInference.Json;

/// <summary>Reads truth values: true and false, or 1 and 0.</summary>
internal readonly struct JsonBool : IJsonNumber<byte>
{
    /// <inheritdoc/>
    public static int Read(ReadOnlySpan<byte> text, out byte value)
    {
        value = text[0] is (byte)'t' or (byte)'1' ? (byte)1 : (byte)0;
        return text[0] switch
        {
            (byte)'t' => "true".Length,
            (byte)'f' => "false".Length,
            (byte)'0' or (byte)'1' when text.Length > 1 && text[1] is (byte)',' or (byte)']' or (byte)' ' => 1,
            _ => 0,
        };
    }
}
