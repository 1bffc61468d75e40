using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Encodings.Tests.OpenInference.Json;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.CloudEvents;

public sealed class StructuredEventTests
{
    private static readonly string Base64 = Convert.ToBase64String(SafetensorsPayload.Valid);

    [Fact]
    public void Event_WithJson_IsReadAsItsData()
    {
        Assert.Null(Decode($$"""{"specversion":"1.0","id":"1","data":{{OipJson.Valid}},"type":"t"}""", out var decoded));

        Assert.Equal((PayloadEncoding.OipJson, "digits", "v1"), (decoded.Payload.Encoding, decoded.Model, decoded.Version));
    }

    [Fact]
    public void Event_WithBase64_IsReadAsItsContentType()
    {
        Assert.Null(Decode($$"""{"data_base64":"{{Base64}}","datacontenttype":"application/x-safetensors"}""", out var decoded));

        Assert.Equal((PayloadEncoding.Safetensors, "digits", "v1"), (decoded.Payload.Encoding, decoded.Model, decoded.Version));
    }

    // JSON libraries of the web escape the slash.
    [Fact]
    public void Event_WithEscapedBase64_IsRead() =>
        Assert.Null(Decode($$"""{"datacontenttype":"application\/x-safetensors","data_base64":"{{Base64.Replace("A", "\\u0041", StringComparison.Ordinal)}}"}""", out _));

    [Theory]
    [InlineData("before")]
    [InlineData("behind")]
    public void Event_OfAnInferenceService_NamesTheModel(string place)
    {
        const string Service = "\"inferenceservicename\":\"sklearn-iris\",";
        Assert.Null(Decode($$"""{{{(place == "before" ? Service : "")}}"data":{{OipJson.Valid}},{{(place == "before" ? "" : Service)}}"id":"1"}""", out var decoded));

        Assert.Equal("sklearn-iris", decoded.Model);
    }

    [Theory]
    [InlineData("""{"id":"1"}""", FaultCode.HeaderMalformed, "The event has no data.")]
    [InlineData("""{"data":null}""", FaultCode.HeaderMalformed, "The event's data is not a JSON object.")]
    [InlineData("""{"data":"{}"}""", FaultCode.HeaderMalformed, "The event's data is not a JSON object.")]
    [InlineData("""{"data_base64":7}""", FaultCode.HeaderMalformed, "The event's data_base64 is not base64.")]
    [InlineData("""{"data_base64":"%%%%"}""", FaultCode.HeaderMalformed, "The event's data_base64 is not base64.")]
    [InlineData("""{"data_base64":"\u0025AAA"}""", FaultCode.HeaderMalformed, "The event's data_base64 is not base64.")]
    [InlineData("""{"data":{},"data_base64":"AAAA"}""", FaultCode.TensorDuplicate, "The event has data twice.")]
    [InlineData("""{"data":{},"datacontenttype":"application/cloudevents+json"}""", FaultCode.HeaderMalformed, "The event holds another event.")]
    [InlineData("""{"data":{},"datacontenttype":"text/csv"}""", FaultCode.UnknownEncoding, "The content type is `text/csv`")]
    [InlineData("""{"datacontenttype":7}""", FaultCode.HeaderMalformed, "The value of `datacontenttype` is not a string.")]
    [InlineData("""[]""", FaultCode.HeaderMalformed, "The JSON is not an object.")]
    [InlineData("""{"data":{""", FaultCode.HeaderMalformed, "is not JSON")]
    [InlineData("""{"data":{}} 1""", FaultCode.HeaderMalformed, "is not JSON")]
    [InlineData("""{"id":"\ud800"}""", FaultCode.HeaderMalformed, "half a surrogate pair")]
    public void Event_Malformed_IsRefusedWithItsReason(string json, FaultCode code, string wrong)
    {
        var fault = Refusal.Of(Encoding.UTF8.GetBytes(json), "application/cloudevents+json; charset=utf-8"u8);

        Assert.Equal(code, fault.Code);
        Assert.Contains(wrong, fault.Wrong, StringComparison.Ordinal);
    }

    private static Fault? Decode(string json, out Decoded decoded) =>
        new PayloadDecoder().Decode(Encoding.UTF8.GetBytes(json), Decoding.OfType("application/cloudevents+json"u8), declared: null, Decoding.AnyContract, out decoded);
}
