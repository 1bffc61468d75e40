using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.Safetensors;

public sealed class SafetensorsHeaderTests
{
    [Theory]
    [InlineData("""{"logits" 5}""", "at byte 10.")]
    [InlineData("{", "at byte 1.")]
    [InlineData("{} {}", "at byte 3.")]
    [InlineData("{}\0", "at byte 2.")]
    [InlineData("{\n\n\"a\": tru", "line 3, byte 8.")]
    [InlineData("""{"__metadata__":{"model":"m",}}""", "at byte 29.")]
    public void Header_ThatIsNotJson_IsMalformedAtAPlace(string header, string place)
    {
        var fault = Refusal.Of(SafetensorsPayload.Of(header, 0));

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.StartsWith("The header is not JSON: ", fault.Wrong, StringComparison.Ordinal);
        Assert.EndsWith(place, fault.Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"\ud800":{}}""")]
    [InlineData("""{"__metadata__":{"\udc00":"m"}}""")]
    [InlineData("""{"__metadata__":{"model":"\ud800x"}}""")]
    [InlineData("""{"logits":{"\ud800":1}}""")]
    [InlineData("""{"logits":{"dtype":"\ud800\ud800"}}""")]
    public void Text_WithHalfASurrogatePair_IsMalformed(string header)
    {
        var fault = Refusal.Of(SafetensorsPayload.Of(header, 0));

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.Contains("half a surrogate pair", fault.Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""")]
    [InlineData("""{"__metadata__":null,"\u005f_metadata__":null}""")]
    public void Metadata_StandingTwice_IsADuplicate(string header)
    {
        var fault = Refusal.Of(SafetensorsPayload.Of(header, 0));

        Assert.Equal(FaultCode.TensorDuplicate, fault.Code);
        Assert.Contains("`__metadata__` stands twice", fault.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_ThatIsAText_IsNoObject()
    {
        var fault = Refusal.Of(SafetensorsPayload.Of("""{"__metadata__":"digits"}"""u8, 0));

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.Contains("`__metadata__` of the header is not an object", fault.Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"__metadata__":{"epoch":7}}""")]
    [InlineData("""{"__metadata__":{"model":null}}""")]
    [InlineData("""{"__metadata__":{"model":{"name":"m"}}}""")]
    public void Metadata_WithAValueThatIsNoText_IsMalformed(string header)
    {
        var fault = Refusal.Of(SafetensorsPayload.Of(header, 0));

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.Equal("A value in `__metadata__` is not a string.", fault.Wrong);
    }

    [Theory]
    [InlineData("{}", "no tensor `logits`; there are none.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "no tensor `logits`; there is `a`.")]
    [InlineData("""{"logits":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", "no tensor `labels`; there is `logits`.")]
    public void Payload_WithoutOneSide_MissesATensor(string header, string wrong)
    {
        var fault = Refusal.Of(SafetensorsPayload.Of(header, 0));

        Assert.Equal(FaultCode.TensorMissing, fault.Code);
        Assert.Contains(wrong, fault.Wrong, StringComparison.Ordinal);
    }
}
