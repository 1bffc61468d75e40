using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tensors;

/// <summary>What a payload says of one tensor, before it is known whether the tensor matters.</summary>
internal struct TensorEntry
{
    /// <summary>Its name, among the texts of the table.</summary>
    public TextRange Name;

    /// <summary>The name of its type, likewise.</summary>
    public TextRange TypeName;

    /// <summary>Its type, or null where the encoding knows none of that name.</summary>
    public TensorType? Type;

    /// <summary>Its shape, where <see cref="HasShape"/> says that there is one.</summary>
    public TensorShape Shape;

    /// <summary>Whether a shape was given, and can be one.</summary>
    public bool HasShape;

    /// <summary>How many axes were given.</summary>
    public int Rank;

    /// <summary>How its values are written.</summary>
    public TensorForm Form;

    /// <summary>Where the values begin in the payload.</summary>
    public int Start;

    /// <summary>How many bytes they take there.</summary>
    public int Length;

    /// <summary>Where they end: the first byte behind them.</summary>
    public readonly int End => Start + Length;
}
