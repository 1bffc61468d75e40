using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.Selection;

public sealed class SelectionFaultsTests
{
    [Fact]
    public void ContentType_OfAnotherEncoding_IsNamedWithTheOneThatIsRead()
    {
        var fault = Refusal.Of(SafetensorsPayload.Valid, "text/csv"u8);

        Assert.Equal(FaultCode.UnknownEncoding, fault.Code);
        Assert.Equal("The content type is `text/csv`; safetensors, JSON and protobuf are read.", fault.Wrong);
    }

    [Theory]
    [InlineData("\r\n\0\u001b[31m")]
    [InlineData("application/\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00x")]
    public void ContentType_OfStrangeCharacters_IsQuotedReadably(string contentType) =>
        Assert.Equal(FaultCode.UnknownEncoding, Refusal.Of(SafetensorsPayload.Valid, Encoding.UTF8.GetBytes(contentType)).Code);

    [Fact]
    public void ContentType_OfTenThousandBytesThatAreNoText_IsQuotedShort() =>
        Assert.Equal(FaultCode.UnknownEncoding, Refusal.Of(SafetensorsPayload.Valid, Enumerable.Repeat((byte)0xFF, 10_000).ToArray()).Code);

    [Theory]
    [InlineData("application/x-safetensors")]
    [InlineData("Application/X-Safetensors ; charset=utf-8")]
    public void ContentType_OfSafetensors_IsRead(string contentType) =>
        Assert.Null(new PayloadDecoder().Decode(SafetensorsPayload.Valid, Decoding.OfType(Encoding.UTF8.GetBytes(contentType)), PayloadEncoding.OipJson, Decoding.AnyContract, out _));

    [Fact]
    public void Payload_ThatIsGzip_IsNamed()
    {
        var fault = Refusal.Of([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);

        Assert.Equal(FaultCode.CompressedPayload, fault.Code);
        Assert.Equal("The payload is gzip: it begins with 1F 8B.", fault.Wrong);
    }

    [Fact]
    public void Payload_ThatIsZip_IsNamed()
    {
        var fault = Refusal.Of("PK\u0003\u0004 and more"u8);

        Assert.Equal(FaultCode.CompressedPayload, fault.Code);
        Assert.Equal("The payload is a zip archive: it begins with 50 4B.", fault.Wrong);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Payload_ThatIsPickle_IsNamedWithItsProtocol(byte protocol)
    {
        var fault = Refusal.Of([0x80, protocol, 0x95, 0, 0, 0, 0, 0, 0, 0, 0]);

        Assert.Equal(FaultCode.PicklePayload, fault.Code);
        Assert.Equal($"The payload is a Python pickle of protocol {protocol}: it begins with 80 0{protocol}.", fault.Wrong);
    }

    // 35,615 = 0x8B1F: the length of the header begins with the marks of gzip.
    [Theory]
    [InlineData(0x8B1F)]
    [InlineData(0x4B50)]
    [InlineData(0x0280)]
    public void Payload_WhoseHeaderLengthLooksLikeAnotherFormat_IsRead(int headerLength)
    {
        var payload = SafetensorsPayload.PaddedTo(headerLength);

        Assert.Null(new PayloadDecoder().Decode(payload, PayloadEncoding.Safetensors, out var decoded));
        Assert.Equal(2, decoded.Tensors.Labels.Shape.Count);
    }
}
