using Google.Protobuf;
using XentStream.Demo.OpenInference;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests.OpenInference.Protobuf;

public sealed class TensorContentsTests
{
    public static TheoryData<string, string> Extremes => new()
    {
        { "BOOL", """{"boolContents":[true,false]}""" },
        { "INT8", """{"intContents":[-128,127]}""" },
        { "INT16", """{"intContents":[-32768,32767]}""" },
        { "INT32", """{"intContents":[-2147483648,2147483647]}""" },
        { "INT64", """{"int64Contents":["-9223372036854775808","9223372036854775807"]}""" },
        { "UINT8", """{"uintContents":[0,255]}""" },
        { "UINT16", """{"uintContents":[0,65535]}""" },
        { "UINT32", """{"uintContents":[0,4294967295]}""" },
        { "UINT64", """{"uint64Contents":["0","18446744073709551615"]}""" },
        { "FP64", """{"fp64Contents":[5e-324,1.7976931348623157e308]}""" },
    };

    [Theory]
    [MemberData(nameof(Extremes))]
    public void Values_AtTheEndsOfTheirType_AreRead(string datatype, string contents)
    {
        Assert.Null(new PayloadDecoder().Decode(WithLabels(datatype, contents), PayloadEncoding.OipProtobuf, out var decoded));

        Assert.Equal(TensorShape.Of(2), decoded.Tensors.Labels.Shape);
        Assert.Equal(2 * decoded.Tensors.Labels.Type.Size, decoded.Tensors.Labels.Bytes.Length);
    }

    [Theory]
    [InlineData("INT8", """{"intContents":[1,128]}""", FaultCode.HeaderMalformed, "Value 1 of `labels` is 128, which is no INT8.")]
    [InlineData("INT16", """{"intContents":[-32769,1]}""", FaultCode.HeaderMalformed, "Value 0 of `labels` is -32769, which is no INT16.")]
    [InlineData("UINT8", """{"uintContents":[1,256]}""", FaultCode.HeaderMalformed, "Value 1 of `labels` is 256, which is no UINT8.")]
    [InlineData("FP16", """{"fp32Contents":[1,2]}""", FaultCode.TensorTypeUnsupported, "has the type FP16 and typed contents, which have no field for it")]
    [InlineData("INT32", """{"int64Contents":["1","2"]}""", FaultCode.ByteLengthMismatch, "`labels` is INT32, but its values are in int64_contents")]
    [InlineData("INT64", """{"int64Contents":["1"]}""", FaultCode.ByteLengthMismatch, "of shape [2] has 1 values instead of 2")]
    [InlineData("INT64", """{"int64Contents":["1","2","3"]}""", FaultCode.ByteLengthMismatch, "of shape [2] has 3 values instead of 2")]
    [InlineData("BYTES", """{"bytesContents":["AAAA","AAAA"]}""", FaultCode.LabelText, "The labels `labels` [2] are text: 1 different in 2, the first is")]
    [InlineData("INT64", "{}", FaultCode.TensorMissing, "The tensor `labels` has no values.")]
    public void Values_ThatCannotBeTaken_AreRefusedWithTheirReason(string datatype, string contents, FaultCode code, string wrong)
    {
        var fault = Refusal.Of(WithLabels(datatype, contents), PayloadEncoding.OipProtobuf);

        Assert.Equal(code, fault.Code);
        Assert.Contains(wrong, fault.Wrong, StringComparison.Ordinal);
    }

    // A varint of int_contents beyond 32 bits, which other parsers cut off.
    [Fact]
    public void Value_BeyondItsField_IsRefused()
    {
        byte[] tensor = [.. new InferTensor { Name = "labels", Datatype = "INT32", Shape = { 1 } }.ToByteArray(), 0x2A, 0x07, 0x12, 0x05, 0x85, 0x80, 0x80, 0x80, 0x10];
        byte[] payload = [.. new ModelInferResponse { Outputs = { OipProtobufReaderTests.Logits() } }.ToByteArray(), 0x2A, (byte)tensor.Length, .. tensor];

        Assert.Equal("Value 0 of `labels` is 4294967301, which is no INT32.", Refusal.Of(payload, PayloadEncoding.OipProtobuf).Wrong);
    }

    private static byte[] WithLabels(string datatype, string contents) => new ModelInferResponse
    {
        Outputs = { OipProtobufReaderTests.Logits(), new InferTensor { Name = "labels", Datatype = datatype, Shape = { 2 }, Contents = InferTensorContents.Parser.ParseJson(contents) } },
    }.ToByteArray();
}
