using XentStream.Encodings.Tensors;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.OpenInference;

/// <summary>The datatypes of the Open Inference Protocol: <see href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md#tensor-data-types"/>.</summary>
internal static class OipTypes
{
    /// <summary>The name of the type of texts.</summary>
    public const string Text = "BYTES";

    private static readonly TensorType[] All =
    [
        new("FP32", 32, ElementType.F32),
        new("INT64", 64, ElementType.I64),
        new("INT32", 32, ElementType.I32),
        new("FP64", 64, ElementType.F64),
        new("FP16", 16, ElementType.F16),
        new("BF16", 16, ElementType.BF16),
        new("BOOL", 8, ElementType.Bool),
        new("UINT8", 8, ElementType.U8),
        new("UINT16", 16, ElementType.U16),
        new("UINT32", 32, ElementType.U32),
        new("UINT64", 64, ElementType.U64),
        new("INT8", 8, ElementType.I8),
        new("INT16", 16, ElementType.I16),
        new(Text, 0, null),
    ];

    /// <summary>The type of a name, or null where the protocol knows none.</summary>
    public static TensorType? Find(ReadOnlySpan<byte> name) => TensorType.Find(All, name);
}
