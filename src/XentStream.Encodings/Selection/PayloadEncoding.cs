namespace XentStream.Encodings.Selection;

/// <summary>How the tensors of a payload are written down.</summary>
public enum PayloadEncoding
{
    /// <summary>Hugging Face safetensors: a JSON header, then the bytes of the tensors.</summary>
    Safetensors,

    /// <summary>The Open Inference Protocol v2 in JSON, alone or with tensors as bytes behind it.</summary>
    OipJson,

    /// <summary>The Open Inference Protocol v2 in protobuf.</summary>
    OipProtobuf,
}
