using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Safetensors;

/// <summary>An element type of the format.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Bits">The size of an element. Some types of the format are smaller than a byte.</param>
/// <param name="Element">The type as scores or labels may have it, or null for a type that only tensors without a role may have.</param>
internal sealed record SafetensorsType(string Name, int Bits, ElementType? Element)
{
    private static readonly SafetensorsType[] All =
    [
        .. Enum.GetValues<ElementType>().Select(type => new SafetensorsType(type.Name, type.Size * 8, type)),
        new("F4", 4, null),
        new("F6_E2M3", 6, null),
        new("F6_E3M2", 6, null),
        new("F8_E5M2", 8, null),
        new("F8_E4M3", 8, null),
        new("F8_E8M0", 8, null),
        new("F8_E4M3FNUZ", 8, null),
        new("F8_E5M2FNUZ", 8, null),
        new("C64", 64, null),
    ];

    private readonly byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(Name);

    /// <summary>The type of a name, or null where the format knows none; upper and lower case differ.</summary>
    public static SafetensorsType? Find(ReadOnlySpan<byte> name)
    {
        foreach (var type in All)
        {
            if (name.SequenceEqual(type.utf8))
            {
                return type;
            }
        }

        return null;
    }
}
