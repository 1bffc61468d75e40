namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>How the value of a field is delimited: <see href="https://protobuf.dev/programming-guides/encoding/#structure"/>.</summary>
internal enum WireType
{
    /// <summary>A varint.</summary>
    Varint = 0,

    /// <summary>8 bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, and so many bytes.</summary>
    Length = 2,

    /// <summary>The begin of a group, a form that is no longer written.</summary>
    GroupStart = 3,

    /// <summary>The end of a group.</summary>
    GroupEnd = 4,

    /// <summary>4 bytes.</summary>
    Fixed32 = 5,
}
