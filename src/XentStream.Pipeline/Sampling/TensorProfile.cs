using XentStream.Encodings.Tensors;

namespace XentStream.Pipeline.Sampling;

/// <summary>The tensors of one name in a sample.</summary>
/// <param name="name">The name.</param>
public sealed class TensorProfile(string name)
{
    private readonly SortedSet<string> types = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, ShapeRange> shapes = [];

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>How many records have it.</summary>
    public int Records { get; private set; }

    /// <summary>The names of its types.</summary>
    public IReadOnlyCollection<string> Types => types;

    /// <summary>Its shapes, by their rank.</summary>
    public IReadOnlyCollection<ShapeRange> Shapes => shapes.Values;

    /// <summary>Takes the tensor of another record.</summary>
    public void Add(TensorDescription tensor)
    {
        Records++;
        types.Add(tensor.TypeName);
        if (tensor.Shape is not { } shape)
        {
            return;
        }

        if (shapes.TryGetValue(shape.Rank, out var range))
        {
            range.Add(shape);
        }
        else
        {
            shapes.Add(shape.Rank, new ShapeRange(shape));
        }
    }
}
