namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>The ways in which the bytes of a protobuf message can be malformed.</summary>
internal enum WireError
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>The message ends inside a value.</summary>
    Cut,

    /// <summary>A varint of more than 64 bits.</summary>
    VarintTooLong,

    /// <summary>A tag with the field number 0, above 2^29 − 1, or an unknown wire type.</summary>
    TagInvalid,

    /// <summary>A group that ends without having begun, or the other way round.</summary>
    GroupUnmatched,

    /// <summary>Groups that are nested deeper than is read.</summary>
    TooDeep,

    /// <summary>A text that is not UTF-8.</summary>
    NotUtf8,

    /// <summary>Packed numbers whose bytes do not come out even.</summary>
    PackedUneven,
}
