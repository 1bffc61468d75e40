namespace XentStream.Encodings.Selection;

/// <summary>How the tensors of a payload are written down.</summary>
public enum PayloadEncoding
{
    /// <summary>Hugging Face safetensors: a JSON header, then the bytes of the tensors.</summary>
    Safetensors,
}
