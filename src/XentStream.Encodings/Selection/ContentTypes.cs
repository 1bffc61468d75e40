using System.Text;

namespace XentStream.Encodings.Selection;

/// <summary>Which encoding a <c>content-type</c> header names.</summary>
internal static class ContentTypes
{
    /// <summary>The content type of safetensors.</summary>
    public const string Safetensors = "application/x-safetensors";

    /// <summary>The encoding of a content type, whose parameters and case do not matter (RFC 9110, section 8.3.1), or null.</summary>
    public static PayloadEncoding? Find(ReadOnlySpan<byte> contentType)
    {
        var end = contentType.IndexOf((byte)';');
        var name = (end < 0 ? contentType : contentType[..end]).Trim(" \t"u8);
        return Ascii.EqualsIgnoreCase(name, Safetensors) ? PayloadEncoding.Safetensors : null;
    }
}
