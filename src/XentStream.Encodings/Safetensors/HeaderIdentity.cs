using XentStream.Encodings.Tensors;

namespace XentStream.Encodings.Safetensors;

/// <summary>What the metadata of a header say of the batch, each among the texts of the table; of length 0 where they do not say it.</summary>
internal struct HeaderIdentity
{
    /// <summary>The model's name.</summary>
    public TextRange Model;

    /// <summary>The model's version.</summary>
    public TextRange Version;

    /// <summary>The id of the batch.</summary>
    public TextRange Id;

    /// <summary>How many labels are scored, as it is written.</summary>
    public TextRange ScoredCount;
}
