using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Safetensors;

/// <summary>What the header says of one tensor.</summary>
internal struct TensorEntry
{
    /// <summary>Where its name begins in the header's store of names.</summary>
    public int NameStart;

    /// <summary>Bytes of its name.</summary>
    public int NameLength;

    public TensorRole Role;

    public SafetensorsType Type;

    public TensorShape Shape;

    /// <summary>Where its bytes begin behind the header.</summary>
    public ulong Begin;

    /// <summary>Where they end: the first byte behind them.</summary>
    public ulong End;
}
