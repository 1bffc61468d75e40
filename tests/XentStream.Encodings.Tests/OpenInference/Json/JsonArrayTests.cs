using System.Runtime.InteropServices;
using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.OpenInference.Json;

public sealed class JsonArrayTests
{
    [Theory]
    [InlineData("[1,2,3,4,5,6]")]
    [InlineData("[[1,2,3],[4,5,6]]")]
    [InlineData("[ [1 ,2\n,3]\t,\r[4,5,6] ]")]
    public void Values_FlatOrNestedAsTheirShape_AreRead(string data)
    {
        Assert.Null(new PayloadDecoder().Decode(Encoding.UTF8.GetBytes(OipJson.WithData(data)), PayloadEncoding.OipJson, out var decoded));

        Assert.Equal([1f, 2, 3, 4, 5, 6], MemoryMarshal.Cast<byte, float>(decoded.Tensors.Scores.Bytes));
    }

    [Theory]
    [InlineData("[[1,2],[3,4],[5,6]]")]
    [InlineData("[[1,2,3,4,5,6]]")]
    [InlineData("[[1,2,3],4,5,6]")]
    [InlineData("[1,2,3,[4,5,6]]")]
    [InlineData("[[1,2,3],[4,5,6],[]]")]
    [InlineData("[[[1,2,3],[4,5,6]]]")]
    [InlineData("[1,2,3,4,5,6,[]]")]
    [InlineData("[[[[[[[[[1]]]]]]]]]")]
    public void Brackets_ThatContradictTheShape_AreRefused(string data)
    {
        var fault = OipJson.Refuse(OipJson.WithData(data));

        Assert.Equal("The brackets in the data of `logits` do not follow its shape [2, 3].", fault.Wrong);
    }

    [Theory]
    [InlineData("[1.0,2,3,4,5]", "FP32", FaultCode.ByteLengthMismatch, "of shape [2, 3] has 5 values instead of 6")]
    [InlineData("[1,2,3,4,5,6,7]", "FP32", FaultCode.ByteLengthMismatch, "more values than the 6 of its shape")]
    [InlineData("[]", "FP32", FaultCode.ByteLengthMismatch, "has 2 bytes: too few for the 6 values")]
    [InlineData("[1,2,3,null,5,6]", "FP32", FaultCode.HeaderMalformed, "Value 3 of `logits` is null.")]
    [InlineData("[1,2,3,\"4\",5,6]", "FP32", FaultCode.HeaderMalformed, "Value 3 of `logits` is `\"4\"`, which is no FP32.")]
    [InlineData("[1,2,3,{},5,6]", "FP32", FaultCode.HeaderMalformed, "Value 3 of `logits` is `{}`")]
    [InlineData("[1,2,3,true,5,6]", "FP32", FaultCode.HeaderMalformed, "Value 3 of `logits` is `true`, which is no FP32.")]
    [InlineData("[1,2,3,4.5,5,6]", "INT32", FaultCode.HeaderMalformed, "Value 3 of `logits` is `4.5`, which is no INT32.")]
    [InlineData("[1,2,3,4e0,5,6]", "INT32", FaultCode.HeaderMalformed, "Value 3 of `logits` is `4e0`, which is no INT32.")]
    [InlineData("[1,2,3,-1,5,6]", "UINT8", FaultCode.HeaderMalformed, "Value 3 of `logits` is `-1`, which is no UINT8.")]
    [InlineData("[1,2,3,256,5,6]", "UINT8", FaultCode.HeaderMalformed, "Value 3 of `logits` is `256`, which is no UINT8.")]
    [InlineData("[1,0,1,2,0,1]", "BOOL", FaultCode.HeaderMalformed, "Value 3 of `logits` is `2`, which is no BOOL.")]
    [InlineData("[1,2,3,4,5,6]", "BF16", FaultCode.TensorTypeUnsupported, "the type BF16, whose values JSON cannot hold")]
    [InlineData("[1,2,3,4,5,6]", "fp32", FaultCode.TensorTypeUnsupported, "The datatype of `logits` is `fp32`")]
    [InlineData("[\"a\",\"b\"]", "BYTES", FaultCode.TensorTypeUnsupported, "has elements of type BYTES")]
    public void Values_ThatCannotBeTaken_AreRefusedWithTheirReason(string data, string datatype, FaultCode code, string wrong)
    {
        var fault = OipJson.Refuse(OipJson.WithData(data, datatype));

        Assert.Equal(code, fault.Code);
        Assert.Contains(wrong, fault.Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[-1]", "The shape of `logits` is missing, has a negative length")]
    [InlineData("[4611686018427387904,4]", "The shape of `logits` is missing, has a negative length")]
    [InlineData("[1,1,1,1,1,1,1,1,6]", "The shape of `logits` is missing, has a negative length")]
    public void Shape_ThatIsNone_IsRefused(string shape, string wrong)
    {
        var fault = OipJson.Refuse(OipJson.WithData("[1,2,3,4,5,6]", "FP32", shape));

        Assert.Equal(FaultCode.ShapeOverflow, fault.Code);
        Assert.StartsWith(wrong, fault.Wrong, StringComparison.Ordinal);
    }

    // No buffer is made for a shape that the text cannot fill.
    [Fact]
    public void Shape_FarBeyondTheText_IsRefusedWithoutABuffer()
    {
        var json = Encoding.UTF8.GetBytes(OipJson.WithData("[1,2,3,4,5,6]", "FP64", "[200000,1000]"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(FaultCode.ByteLengthMismatch, Refusal.Of(json, PayloadEncoding.OipJson).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("INT8", "[-128,127,0,0,0,0]")]
    [InlineData("INT16", "[-32768,32767,0,0,0,0]")]
    [InlineData("INT32", "[-2147483648,2147483647,0,0,0,0]")]
    [InlineData("INT64", "[-9223372036854775808,9223372036854775807,0,0,0,0]")]
    [InlineData("UINT8", "[0,255,0,0,0,0]")]
    [InlineData("UINT16", "[0,65535,0,0,0,0]")]
    [InlineData("UINT32", "[0,4294967295,0,0,0,0]")]
    [InlineData("UINT64", "[0,18446744073709551615,0,0,0,0]")]
    [InlineData("BOOL", "[true,false,1,0 ,true,false]")]
    [InlineData("FP16", "[65504,-0.000000059604645,0,0,0,0]")]
    [InlineData("FP64", "[1.7976931348623157e308,5e-324,0,0,0,0]")]
    public void Values_AtTheEndsOfTheirType_AreRead(string datatype, string data)
    {
        Assert.Null(new PayloadDecoder().Decode(Encoding.UTF8.GetBytes(OipJson.WithData(data, datatype)), PayloadEncoding.OipJson, out var decoded));

        Assert.Equal(6, decoded.Tensors.Scores.Shape.Count);
    }
}
