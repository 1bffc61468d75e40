using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Encodings.Tests.OpenInference.Json;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.Selection;

public sealed class EncodingRuleTests
{
    [Theory]
    [InlineData("application/json", null, PayloadEncoding.OipJson)]
    [InlineData("APPLICATION/JSON; charset=utf-8", null, PayloadEncoding.OipJson)]
    [InlineData("application/x-protobuf", null, PayloadEncoding.OipProtobuf)]
    [InlineData("application/vnd.google.protobuf", null, PayloadEncoding.OipProtobuf)]
    [InlineData(null, "proto/InferModelResponse", PayloadEncoding.OipProtobuf)]
    [InlineData(null, "json/inferModelRequest", PayloadEncoding.OipJson)]
    [InlineData(null, null, PayloadEncoding.Safetensors)]
    [InlineData("application/json", "proto/InferModelResponse", PayloadEncoding.OipJson)]
    public void Encoding_NamedByAHeader_ComesBeforeTheDeclaredOne(string? contentType, string? inferType, PayloadEncoding expected)
    {
        RecordHeaders headers = default;
        headers.Take("Content-Type", Encoding.UTF8.GetBytes(contentType ?? ""));
        headers.Take(RecordHeaders.InferTypeName, Encoding.UTF8.GetBytes(inferType ?? ""));

        new PayloadDecoder().Read([1, 2, 3], headers, PayloadEncoding.Safetensors, out var decoded);

        Assert.Equal(expected, decoded.Encoding);
    }

    [Fact]
    public void FirstBytes_OfSafetensorsAndJson_DecideWhereATopicSaysSo()
    {
        Assert.Null(new PayloadDecoder().Decode(SafetensorsPayload.Valid, declared: null, out var first));
        Assert.Null(new PayloadDecoder().Decode(Encoding.UTF8.GetBytes(OipJson.Valid), declared: null, out var second));

        Assert.Equal((PayloadEncoding.Safetensors, PayloadEncoding.OipJson), (first.Payload.Encoding, second.Payload.Encoding));
    }

    [Theory]
    [InlineData(new byte[] { }, "The payload is empty.")]
    [InlineData(new byte[] { 0x0A, 1, 0x61 }, "The payload begins with 0A0161, as neither safetensors nor JSON do.")]
    [InlineData(new byte[] { 0x0A, 3, 0x61, 0x62, 0x63 }, "The payload begins with 0A036162, as neither safetensors nor JSON do.")]
    public void FirstBytes_OfNeither_AreRefused(byte[] payload, string wrong)
    {
        var fault = Refusal.Of(payload, declared: null);

        Assert.Equal((FaultCode.UnknownEncoding, wrong), (fault.Code, fault.Wrong));
    }

    [Theory]
    [InlineData("4F626A01160461", "The payload is an Avro container file.")]
    [InlineData("4152524F57310000", "The payload is an Arrow file.")]
    [InlineData("FFFFFFFF0400000010000000", "The payload is an Arrow stream.")]
    [InlineData("5041523115041520", "The payload is a Parquet file.")]
    [InlineData("934E554D50590100", "The payload is a NumPy file.")]
    public void Format_ThatIsNoBatch_IsNamed(string hex, string wrong)
    {
        var fault = Refusal.Of(Convert.FromHexString(hex));

        Assert.Equal((FaultCode.UnknownEncoding, wrong), (fault.Code, fault.Wrong));
    }

    [Theory]
    [InlineData("xent-model", "a", "seldon-model", "b.model", "a")]
    [InlineData("Seldon-Model", "b.model", "x", "y", "b")]
    [InlineData("seldon-model", "b", "x", "y", "b")]
    [InlineData("ce_inferenceservicename", "c", "xent-model", "", "c")]
    [InlineData("xent-model", "a", "xent-model", "b", "b")]
    public void Model_InHeaders_IsOurOwnOrThatOfThePlatform(string first, string firstValue, string second, string secondValue, string expected)
    {
        var headers = Decoding.Headers((first, Encoding.UTF8.GetBytes(firstValue)), (second, Encoding.UTF8.GetBytes(secondValue)));

        Assert.Equal(expected, Encoding.UTF8.GetString(headers.Model));
    }
}
