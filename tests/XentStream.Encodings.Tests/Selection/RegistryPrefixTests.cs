using System.Text;
using Google.Protobuf;
using XentStream.Encodings.Selection;
using XentStream.Encodings.Tests.OpenInference.Json;
using XentStream.Encodings.Tests.OpenInference.Protobuf;

namespace XentStream.Encodings.Tests.Selection;

public sealed class RegistryPrefixTests
{
    [Theory]
    [InlineData("00 00000007")]
    [InlineData("00 00000007 00")]
    [InlineData("00 00000007 02 04")]
    [InlineData("00 00000007 04 02 06")]
    public void Message_BehindASchemaId_IsRead(string prefix)
    {
        byte[] payload = [.. Convert.FromHexString(prefix.Replace(" ", "", StringComparison.Ordinal)), .. OipProtobufReaderTests.Raw().ToByteArray()];

        Assert.Null(new PayloadDecoder().Decode(payload, PayloadEncoding.OipProtobuf, out var decoded));
        Assert.Equal("digits", decoded.Model);
    }

    [Fact]
    public void Json_BehindASchemaId_IsRead() =>
        Assert.Null(new PayloadDecoder().Decode([0, 0, 0, 0, 7, .. Encoding.UTF8.GetBytes(OipJson.Valid)], PayloadEncoding.OipJson, out _));

    // A header of 256 bytes begins with a zero.
    [Fact]
    public void Safetensors_HaveNoPrefix() =>
        Assert.Null(new PayloadDecoder().Decode(SafetensorsPayload.PaddedTo(256), PayloadEncoding.Safetensors, out _));

    [Theory]
    [InlineData("00")]
    [InlineData("0000000007")]
    [InlineData("000000000706")]
    [InlineData("00000000070602")]
    public void Prefix_WithoutAMessage_IsRefused(string hex) => Refusal.Of(Convert.FromHexString(hex), PayloadEncoding.OipProtobuf);
}
