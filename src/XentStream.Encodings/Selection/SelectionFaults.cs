using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Selection;

/// <summary>The sentences for payloads of no encoding that is read here.</summary>
internal static class SelectionFaults
{
    private const int LongestContentType = 60;

    public static Fault UnknownContentType(ReadOnlySpan<byte> contentType) => new(
        FaultCode.UnknownEncoding,
        $"The content type is `{Quote.OfUtf8(contentType, LongestContentType)}`; {ContentTypes.Safetensors} is read.",
        "The producer names another encoding, or its HTTP library set a default.",
        $"Send safetensors with the header content-type: {ContentTypes.Safetensors}, or leave the header out where the stream declares its encoding.");

    public static Fault Compressed(string format, string magic) => new(
        FaultCode.CompressedPayload,
        $"The payload is {format}: it begins with {magic}.",
        "The producer compresses the value itself, before Kafka does.",
        "Send the tensors as they are, and set compression.type on the producer: the clients then compress and expand.");

    public static Fault Pickle(byte protocol) => new(
        FaultCode.PicklePayload,
        $"The payload is a Python pickle of protocol {protocol}: it begins with 80 0{protocol}.",
        "The producer sent an object with pickle or torch.save. Pickles can run code when they are loaded, so they are never read.",
        "Send safetensors.numpy.save({\"logits\": …, \"labels\": …}) or safetensors.torch.save.");
}
