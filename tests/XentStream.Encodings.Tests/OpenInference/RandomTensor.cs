using System.Runtime.InteropServices;
using CsCheck;

namespace XentStream.Encodings.Tests.OpenInference;

/// <summary>Tensors of any datatype and shape.</summary>
internal static class RandomTensor
{
    public static readonly string[] Typed = ["BOOL", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64", "FP32", "FP64"];

    private static readonly string[] All = [.. Typed, "FP16", "BF16"];

    public static Gen<ExpectedTensor> Any { get; } = Of(All);

    public static Gen<ExpectedTensor> OfTyped { get; } = Of(Typed);

    public static int SizeOf(string datatype) => datatype == "BOOL" ? 1 : datatype[^1] switch
    {
        '8' => 1,
        '6' => 2,
        '2' => 4,
        _ => 8,
    };

    private static Gen<ExpectedTensor> Of(string[] datatypes) =>
        from datatype in Gen.OneOf([.. datatypes.Select(Gen.Const)])
        from shape in Gen.Long[0, 5].Array[0, 4]
        let count = shape.Aggregate(1L, (product, length) => product * length)
        from bytes in BytesOf(datatype, (int)count)
        select new ExpectedTensor(datatype, shape, bytes);

    // JSON has no NaN, and a message of any bytes would be another test.
    private static Gen<byte[]> BytesOf(string datatype, int count) => datatype switch
    {
        "BOOL" => Gen.Byte[0, 1].Array[count],
        "FP32" => Gen.Single.Where(float.IsFinite).Array[count].Select(values => MemoryMarshal.AsBytes<float>(values).ToArray()),
        "FP64" => Gen.Double.Where(double.IsFinite).Array[count].Select(values => MemoryMarshal.AsBytes<double>(values).ToArray()),
        _ => Gen.OneOf(Gen.Byte, Gen.Byte[0, 0], Gen.Byte[255, 255]).Array[count * SizeOf(datatype)],
    };
}
