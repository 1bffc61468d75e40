using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>The fields of InferTensorContents.</summary>
internal static class ContentsFields
{
    /// <summary>Stands for the size of numbers that are varints.</summary>
    public const int Varints = 0;

    /// <summary>Stands for the size of what is no number.</summary>
    public const int Bytes = -1;

    /// <summary>The number of the field for a type, or 0 where it has none.</summary>
    public static int Of(ElementType type) => type switch
    {
        ElementType.Bool => 1,
        ElementType.I8 or ElementType.I16 or ElementType.I32 => 2,
        ElementType.I64 => 3,
        ElementType.U8 or ElementType.U16 or ElementType.U32 => 4,
        ElementType.U64 => 5,
        ElementType.F32 => 6,
        ElementType.F64 => 7,
        _ => 0,
    };

    /// <summary>Bytes of a number in a field.</summary>
    public static int SizeOf(int field) => field switch
    {
        >= 1 and <= 5 => Varints,
        6 => sizeof(float),
        7 => sizeof(double),
        _ => Bytes,
    };

    /// <summary>The name of a field.</summary>
    public static string NameOf(int field) => field switch
    {
        1 => "bool_contents",
        2 => "int_contents",
        3 => "int64_contents",
        4 => "uint_contents",
        5 => "uint64_contents",
        6 => "fp32_contents",
        7 => "fp64_contents",
        _ => "bytes_contents",
    };
}
