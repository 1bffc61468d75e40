using System.Globalization;
using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests.OpenInference.Json;

public sealed class OipJsonReaderTests
{
    [Fact]
    public void Message_OfAResponse_HasItsIdentityAndTensors()
    {
        var fault = new PayloadDecoder().Decode(Encoding.UTF8.GetBytes(OipJson.Valid), PayloadEncoding.OipJson, out var decoded);

        Assert.Null(fault);
        Assert.Equal(("digits", "v1"), (decoded.Model, decoded.Version));
        Assert.Equal((ElementType.F32, TensorShape.Of(2, 3)), (decoded.Tensors.Scores.Type, decoded.Tensors.Scores.Shape));
        Assert.Equal([0.5f, -1, 2, 0, 0.25f, 8], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(decoded.Tensors.Scores.Bytes));
        Assert.Equal([2L, 0], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(decoded.Tensors.Labels.Bytes));
    }

    [Theory]
    [InlineData("""{"model_version":null,"outputs":[LOGITS,LABELS]}""")]
    [InlineData("""{"inputs":[LOGITS,LABELS],"outputs":[{"name":"logits","parameters":{"binary_data":true}}]}""")]
    [InlineData("""{"outputs":[{"name":"embedding","datatype":"BYTES","shape":[1],"data":["x\u00e9"]},LOGITS,LABELS],"parameters":{"a":[{"b":null}]}}""")]
    [InlineData("""{"outputs":[LOGITS,{"shape":[2],"parameters":{"content_type":"np"},"data":[2,0],"name":"l\u0061bels","datatype":"INT64"}]}""")]
    [InlineData("""  {"id":"1","inputs":null,"outputs":[LOGITS,LABELS]}  """)]
    public void Message_InAnyUsualForm_IsRead(string json) =>
        Assert.Null(new PayloadDecoder().Decode(
            Encoding.UTF8.GetBytes(json.Replace("LOGITS", OipJson.Logits, StringComparison.Ordinal).Replace("LABELS", OipJson.Labels, StringComparison.Ordinal)),
            PayloadEncoding.OipJson,
            out _));

    [Theory]
    [InlineData("", FaultCode.HeaderMalformed, "is not JSON: it breaks off or goes wrong at byte 0")]
    [InlineData("[]", FaultCode.HeaderMalformed, "The JSON is not an object.")]
    [InlineData("""{"outputs":[""", FaultCode.HeaderMalformed, "goes wrong at byte 12")]
    [InlineData("""{"outputs":[]} x""", FaultCode.HeaderMalformed, "goes wrong at byte 15")]
    [InlineData("""{"outputs":[{"name":"logits","data":[1,NaN]}]}""", FaultCode.HeaderMalformed, "has `NaN` or `Infinity` at byte 39")]
    [InlineData("{\"id\":\n -Infinity}", FaultCode.HeaderMalformed, "has `NaN` or `Infinity` at byte 9")]
    [InlineData("""{"id":"\ud800"}""", FaultCode.HeaderMalformed, "half a surrogate pair")]
    [InlineData("""{"id":"\udc00\ud800"}""", FaultCode.HeaderMalformed, "half a surrogate pair")]
    [InlineData("""{"id":"\ud83dx\ude00"}""", FaultCode.HeaderMalformed, "half a surrogate pair")]
    [InlineData("""{"id":1e999}""", FaultCode.HeaderMalformed, "The number `1e999` is larger than any 64-bit float.")]
    [InlineData("""{"outputs":[{"name":"x","data":[-1e400]}]}""", FaultCode.HeaderMalformed, "The number `-1e400` is larger")]
    [InlineData("""{"model_name":7}""", FaultCode.HeaderMalformed, "The value of `model_name` is not a string.")]
    [InlineData("""{"outputs":{}}""", FaultCode.HeaderMalformed, "The value of `outputs` is not an array of objects.")]
    [InlineData("""{"outputs":[7]}""", FaultCode.HeaderMalformed, "The value of `outputs` is not an array of objects.")]
    [InlineData("""{"model_name":"a","model_name":"b"}""", FaultCode.TensorDuplicate, "The key `model_name` stands twice.")]
    [InlineData("""{"outputs":[{"name":"a","shape":[1],"shape":[1]}]}""", FaultCode.TensorDuplicate, "The key `shape` stands twice.")]
    [InlineData("""{"outputs":[{"name":7}]}""", FaultCode.HeaderMalformed, "The value of `name` is not a string.")]
    [InlineData("""{"outputs":[{"name":"a","datatype":null}]}""", FaultCode.HeaderMalformed, "The value of `datatype` is not a string.")]
    [InlineData("""{"outputs":[{"name":"a","shape":7}]}""", FaultCode.HeaderMalformed, "The shape of `a` is not an array of whole numbers.")]
    [InlineData("""{"outputs":[{"name":"a","shape":[1.5]}]}""", FaultCode.HeaderMalformed, "The shape of `a` is not an array of whole numbers.")]
    [InlineData("""{"outputs":[{"name":"a","data":7}]}""", FaultCode.HeaderMalformed, "The data of `a` is not an array.")]
    [InlineData("""{"outputs":[{"name":"a","parameters":{"binary_data_size":-1}}]}""", FaultCode.HeaderMalformed, "The binary_data_size of `a` is not a number of bytes.")]
    [InlineData("""{"outputs":[{"name":"a","data":[],"parameters":{"binary_data_size":4}}]}""", FaultCode.HeaderMalformed, "`a` has both data and binary_data_size")]
    [InlineData("""{"outputs":[{"name":"a","parameters":{"binary_data_size":4},"data":[]}]}""", FaultCode.HeaderMalformed, "`a` has both data and binary_data_size")]
    [InlineData("""{"outputs":[{"name":"a","datatype":"FP32","parameters":{"binary_data_size":4}}]}""", FaultCode.TensorRangeInvalid, "take 4 bytes behind the JSON; 0 follow it")]
    public void Message_Malformed_IsRefusedWithItsReason(string json, FaultCode code, string wrong)
    {
        var fault = OipJson.Refuse(json);

        Assert.Equal(code, fault.Code);
        Assert.Contains(wrong, fault.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_NotInUtf8_IsRefused()
    {
        var fault = Refusal.Of([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}'], PayloadEncoding.OipJson);

        Assert.Equal("The JSON is not UTF-8.", fault.Wrong);
    }

    [Fact]
    public void Message_NestedTooDeep_IsRefused()
    {
        var fault = OipJson.Refuse($$"""{"id":{{new string('[', 70)}}{{new string(']', 70)}}}""");

        Assert.Equal("The JSON is nested deeper than 64 levels.", fault.Wrong);
    }

    [Fact]
    public void Message_OfTooManyTensors_IsRefused()
    {
        var fault = OipJson.Refuse($$"""{"outputs":[{{string.Join(',', Enumerable.Repeat("{\"name\":\"a\",\"shape\":[]}", 2049))}}]}""");

        Assert.Equal((FaultCode.HeaderTooLarge, "The message has more than 2048 tensors."), (fault.Code, fault.Wrong));
    }

    [Fact]
    public void Message_OfTooLongNames_IsRefused()
    {
        var fault = OipJson.Refuse($$"""{"outputs":[{"name":"{{new string('a', 70_000)}}"}]}""");

        Assert.Equal((FaultCode.HeaderTooLarge, "Names and types take more than 65536 bytes."), (fault.Code, fault.Wrong));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("12x")]
    [InlineData("100000")]
    [InlineData("99999999999999999999")]
    public void HeaderLength_ThatCannotBe_IsRefused(string length)
    {
        var headers = Decoding.Headers((RecordHeaders.HeaderLengthName, Encoding.UTF8.GetBytes(length)));

        var fault = Refusal.Of(Encoding.UTF8.GetBytes(OipJson.Valid), headers, PayloadEncoding.Safetensors);

        Assert.Contains($"inference-header-content-length is `{length}`", fault.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_BehindTheJson_AreViewsOfThePayload()
    {
        var json = Encoding.UTF8.GetBytes(
            """{"outputs":[{"name":"labels","datatype":"UINT8","shape":[2],"parameters":{"binary_data_size":2}},{"name":"x","datatype":"BYTES","shape":[1],"parameters":{"binary_data_size":5}},{"name":"logits","datatype":"FP16","shape":[2,2],"parameters":{"binary_data_size":8}}]}""");
        byte[] payload = [.. json, 1, 0, 9, 9, 9, 9, 9, 0, 1, 2, 3, 4, 5, 6, 7];
        var headers = Decoding.Headers((RecordHeaders.HeaderLengthName, Encoding.UTF8.GetBytes(json.Length.ToString(CultureInfo.InvariantCulture))));

        Assert.Null(new PayloadDecoder().Decode(payload, headers, PayloadEncoding.Safetensors, Decoding.AnyContract, out var decoded));

        Assert.True(payload.AsSpan(json.Length, 2) == decoded.Tensors.Labels.Bytes);
        Assert.True(payload.AsSpan(json.Length + 7, 8) == decoded.Tensors.Scores.Bytes);
    }
}
