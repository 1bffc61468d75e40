using System.Globalization;
using System.Text;
using XentStream.Encodings.Selection;

namespace XentStream.Fuzz;

/// <summary>A record to try.</summary>
/// <param name="Payload">Its value.</param>
/// <param name="ContentType">Its header content-type, or null for none.</param>
/// <param name="HeaderLength">Its header inference-header-content-length, or null for none.</param>
public sealed record FuzzInput(byte[] Payload, string? ContentType = null, long? HeaderLength = null)
{
    /// <summary>The headers of the record.</summary>
    public RecordHeaders ReadHeaders()
    {
        RecordHeaders headers = default;
        headers.Take(RecordHeaders.ContentTypeName, Encoding.UTF8.GetBytes(ContentType ?? ""));
        headers.Take(RecordHeaders.HeaderLengthName, Encoding.UTF8.GetBytes(HeaderLength?.ToString(CultureInfo.InvariantCulture) ?? ""));
        return headers;
    }

    /// <inheritdoc/>
    public override string ToString() => $"content-type={ContentType} inference-header-content-length={HeaderLength} {Convert.ToBase64String(Payload)}";
}
