using System.Text;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Selection;

/// <summary>
/// Which encoding a payload is in. Its headers say it, or else what is declared for its topic. Only where a topic declares <c>sniff</c>, the first bytes
/// decide.
/// </summary>
internal static class EncodingRule
{
    /// <summary>Finds the encoding.</summary>
    public static Fault? Find(ReadOnlySpan<byte> payload, in RecordHeaders headers, PayloadEncoding? declared, out PayloadEncoding encoding)
    {
        var named = OfHeaders(headers);
        encoding = default;
        if (named is null && !headers.ContentType.IsEmpty)
        {
            return SelectionFaults.UnknownContentType(headers.ContentType);
        }

        if (ForeignFormats.Recognize(payload) is { } foreign)
        {
            return foreign;
        }

        var found = named ?? declared ?? OfFirstBytes(payload);
        encoding = found ?? default;
        return found is null ? SelectionFaults.NotSniffed(payload) : null;
    }

    /// <summary>Whether a header says that the message is a request.</summary>
    public static bool IsRequest(in RecordHeaders headers) =>
        headers.InferType.Length >= "Request".Length && Ascii.EqualsIgnoreCase(headers.InferType[^"Request".Length..], "Request");

    private static PayloadEncoding? OfHeaders(in RecordHeaders headers)
    {
        // Triton's client calls a JSON with binary tensors behind it octets.
        if (!headers.HeaderLength.IsEmpty && (headers.ContentType.IsEmpty || ContentTypes.Is(headers.ContentType, "application/octet-stream")))
        {
            return PayloadEncoding.OipJson;
        }

        return !headers.ContentType.IsEmpty ? ContentTypes.Find(headers.ContentType)
            : StartsWith(headers.InferType, "proto/") ? PayloadEncoding.OipProtobuf
            : StartsWith(headers.InferType, "json/") ? PayloadEncoding.OipJson
            : null;
    }

    // Protobuf has no mark by which to know it.
    private static PayloadEncoding? OfFirstBytes(ReadOnlySpan<byte> payload) =>
        ForeignFormats.HasMarksOfSafetensors(payload) ? PayloadEncoding.Safetensors
        : payload.Length > 0 && payload[0] == (byte)'{' ? PayloadEncoding.OipJson
        : null;

    private static bool StartsWith(ReadOnlySpan<byte> text, string start) => text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
