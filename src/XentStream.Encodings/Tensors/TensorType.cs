using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tensors;

/// <summary>An element type of an encoding.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Bits">The size of an element: 0 where elements differ in size, and less than 8 for some types of safetensors.</param>
/// <param name="Element">The type as scores or labels may have it, or null for a type that only tensors without a role may have.</param>
internal sealed record TensorType(string Name, int Bits, ElementType? Element)
{
    private readonly byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(Name);

    /// <summary>The type of a name, or null where there is none; upper and lower case differ.</summary>
    public static TensorType? Find(TensorType[] types, ReadOnlySpan<byte> name)
    {
        foreach (var type in types)
        {
            if (name.SequenceEqual(type.utf8))
            {
                return type;
            }
        }

        return null;
    }
}
