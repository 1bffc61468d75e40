namespace XentStream.Encodings.Tensors;

/// <summary>How the values of a tensor are written.</summary>
internal enum TensorForm : byte
{
    /// <summary>Nowhere: none were found.</summary>
    None,

    /// <summary>As the bytes of a row-major, little-endian array.</summary>
    Bytes,

    /// <summary>As a JSON array.</summary>
    Json,

    /// <summary>In the typed contents of a protobuf message, which is the tensor's own.</summary>
    Contents,
}
