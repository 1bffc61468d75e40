namespace XentStream.Scoring.Tensors;

/// <summary>A tensor that lies in somebody else's memory: row-major, little-endian, at any alignment.</summary>
public readonly ref struct TensorView
{
    /// <summary>Describes a tensor.</summary>
    /// <param name="type">The type of the elements.</param>
    /// <param name="shape">The lengths of the axes.</param>
    /// <param name="bytes">Exactly the bytes of the elements.</param>
    /// <exception cref="ArgumentException">The bytes are more or fewer than type and shape ask for.</exception>
    public TensorView(ElementType type, TensorShape shape, ReadOnlySpan<byte> bytes)
    {
        if (!IsLength(shape.Count, type, bytes.Length))
        {
            throw new ArgumentException($"{bytes.Length} bytes are no tensor of {type.Name} {shape}.", nameof(bytes));
        }

        Type = type;
        Shape = shape;
        Bytes = bytes;
        IsPresent = true;
    }

    /// <summary>False for the default value, which stands for an optional tensor that was not sent.</summary>
    public bool IsPresent { get; }

    /// <summary>The type of the elements.</summary>
    public ElementType Type { get; }

    /// <summary>The lengths of the axes.</summary>
    public TensorShape Shape { get; }

    /// <summary>The elements.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether so many elements of a type take exactly so many bytes.</summary>
    public static bool IsLength(long count, ElementType type, int bytes) => count <= bytes && count * type.Size == bytes;
}
