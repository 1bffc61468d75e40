using XentStream.Encodings.Tensors;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Safetensors;

/// <summary>The element types of the format.</summary>
internal static class SafetensorsTypes
{
    private static readonly TensorType[] All =
    [
        .. Enum.GetValues<ElementType>().Select(type => new TensorType(type.Name, type.Size * 8, type)),
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

    /// <summary>The type of a name, or null where the format knows none.</summary>
    public static TensorType? Find(ReadOnlySpan<byte> name) => TensorType.Find(All, name);
}
