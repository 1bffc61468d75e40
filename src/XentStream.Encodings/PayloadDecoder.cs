using XentStream.Encodings.Safetensors;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings;

/// <summary>
/// Step 3 of the way of the data: a record's bytes become tensor views, and nothing is copied. One instance serves one thread; decoding a payload without
/// fault allocates nothing.
/// </summary>
public sealed class PayloadDecoder
{
    private readonly SafetensorsReader safetensors = new();

    /// <summary>Decodes a payload of any bytes.</summary>
    /// <param name="payload">The record's value.</param>
    /// <param name="contentType">The record's content type in UTF-8, empty where it has none.</param>
    /// <param name="declared">The encoding of records without a content type.</param>
    /// <param name="decoded">The tensors, and whatever of the identity could be read.</param>
    /// <returns>The fault, or null where there is none.</returns>
    public Fault? Decode(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> contentType, PayloadEncoding declared, out DecodedPayload decoded)
    {
        decoded = default;
        var encoding = contentType.IsEmpty ? declared : ContentTypes.Find(contentType);
        if (encoding is null)
        {
            return SelectionFaults.UnknownContentType(contentType);
        }

        if (ForeignFormats.Recognize(payload) is { } foreign)
        {
            return foreign;
        }

        decoded.Encoding = encoding;
        return safetensors.Read(payload, ref decoded);
    }
}
