using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.Safetensors;

public sealed class SafetensorsReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void Payload_ShorterThanItsPrefix_IsMalformed(int length)
    {
        var fault = Refusal.Of(SafetensorsPayload.Valid.AsSpan(0, length));

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.Contains($"The payload has {length} bytes", fault.Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65_537UL)]
    [InlineData(1UL << 32)]
    [InlineData(ulong.MaxValue)]
    public void Header_AnnouncedBeyondTheLimit_IsTooLarge(ulong length)
    {
        var fault = Refusal.Of(SafetensorsPayload.Announcing(length, "{}"u8, []));

        Assert.Equal(FaultCode.HeaderTooLarge, fault.Code);
        Assert.Contains($"a header of {length} bytes; 65536 are allowed", fault.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_OfExactlyTheLimit_IsRead()
    {
        var payload = SafetensorsPayload.PaddedTo(65_536);

        Assert.Null(new PayloadDecoder().Decode(payload, PayloadEncoding.Safetensors, out var decoded));
        Assert.True(decoded.Tensors.Scores.IsPresent);
    }

    [Fact]
    public void Header_LongerThanThePayload_IsCut()
    {
        var fault = Refusal.Of(SafetensorsPayload.Announcing(3, "{}"u8, []));

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.Contains("should have 3 bytes; 2 follow", fault.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_OfNoBytes_IsEmpty()
    {
        var fault = Refusal.Of(SafetensorsPayload.Of(""u8, 4));

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.Equal("The header is empty.", fault.Wrong);
    }

    [Fact]
    public void Header_ThatBeginsWithABracket_IsNoObject()
    {
        var fault = Refusal.Of(SafetensorsPayload.Of("[]"u8, 0));

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.Contains("begins with the byte 0x5B", fault.Wrong, StringComparison.Ordinal);
    }

    // The format demands the brace, though the official parser passes over white space before it.
    [Fact]
    public void Header_ThatBeginsWithALineFeed_IsNoObject()
    {
        var fault = Refusal.Of(SafetensorsPayload.Of("\n{}"u8, 0));

        Assert.Contains("begins with the byte 0x0A", fault.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_WithABareByteFF_IsNotUtf8()
    {
        var fault = Refusal.Of(SafetensorsPayload.Of([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)'}'], 0));

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.Equal("The header is not UTF-8.", fault.Wrong);
    }
}
