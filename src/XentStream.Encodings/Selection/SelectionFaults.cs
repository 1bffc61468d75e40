using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Selection;

/// <summary>The sentences for payloads of no encoding that is read here.</summary>
internal static class SelectionFaults
{
    private const int LongestContentType = 60;

    public static Fault UnknownContentType(ReadOnlySpan<byte> contentType) => new(
        FaultCode.UnknownEncoding,
        $"The content type is `{Quote.OfUtf8(contentType, LongestContentType)}`; safetensors, JSON and protobuf are read.",
        "The producer names another encoding, or its HTTP library set a default.",
        $"Set the header content-type to {ContentTypes.Safetensors}, {ContentTypes.Json} or {ContentTypes.Protobuf}, or leave it out where the topic declares its encoding.");

    public static Fault NotSniffed(ReadOnlySpan<byte> payload) => new(
        FaultCode.UnknownEncoding,
        payload.IsEmpty ? "The payload is empty." : $"The payload begins with {Convert.ToHexString(payload[..Math.Min(payload.Length, 4)])}, as neither safetensors nor JSON do.",
        "The payload is protobuf, which nothing marks as such, or no encoding that is read here.",
        "Send the header content-type, or declare the encoding of the topic.");

    public static Fault Foreign(string format) => new(
        FaultCode.UnknownEncoding,
        $"The payload is {format}.",
        "The producer writes a table or an array where a batch of tensors should be.",
        "Send logits and labels as safetensors, or as an Open Inference Protocol response.");

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
