namespace XentStream.Encodings.Safetensors;

/// <summary>What a tensor is for, by its name.</summary>
internal enum TensorRole : byte
{
    /// <summary>Nothing here: it is passed over.</summary>
    Other,

    /// <summary>The tensor <c>logits</c>.</summary>
    Logits,

    /// <summary>The tensor <c>labels</c>.</summary>
    Labels,

    /// <summary>The tensor <c>weights</c>.</summary>
    Weights,
}
