using XentStream.Encodings.Selection;

namespace XentStream.Encodings;

/// <summary>What a payload says of itself. Spans of it are valid until the next payload is read.</summary>
public ref struct DecodedPayload
{
    /// <summary>The encoding by which the payload was read, or null where none was found for it.</summary>
    public PayloadEncoding? Encoding { get; internal set; }

    /// <summary>The model's name in UTF-8, empty where the payload does not say. Also set for a payload with a fault, as far as it could be read.</summary>
    public ReadOnlySpan<byte> Model { get; internal set; }

    /// <summary>The model's version in UTF-8, likewise.</summary>
    public ReadOnlySpan<byte> Version { get; internal set; }

    /// <summary>The id of the request or event, as far as the payload says it.</summary>
    public ReadOnlySpan<byte> Id { get; internal set; }

    /// <summary>How many labels the sender says are scored, in the digits that it sent; empty where it does not say.</summary>
    public ReadOnlySpan<byte> ScoredCount { get; internal set; }

    /// <summary>The bytes in which the tensors lie: the payload, or the data of an event.</summary>
    internal ReadOnlySpan<byte> Data { get; set; }
}
