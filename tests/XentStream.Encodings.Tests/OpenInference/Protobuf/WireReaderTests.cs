using XentStream.Encodings.OpenInference.Protobuf;

namespace XentStream.Encodings.Tests.OpenInference.Protobuf;

public sealed class WireReaderTests
{
    [Theory]
    [InlineData(new byte[] { }, nameof(WireError.None))]
    [InlineData(new byte[] { 0x08, 0x96, 0x01 }, nameof(WireError.None))]
    [InlineData(new byte[] { 0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x0D, 1, 2, 3, 4 }, nameof(WireError.None))]
    [InlineData(new byte[] { 0x0B, 0x13, 0x08, 0x01, 0x14, 0x0C }, nameof(WireError.None))]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, nameof(WireError.None))]
    [InlineData(new byte[] { 0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 0x01 }, nameof(WireError.None))]
    [InlineData(new byte[] { 0x08 }, nameof(WireError.Cut))]
    [InlineData(new byte[] { 0x08, 0x80 }, nameof(WireError.Cut))]
    [InlineData(new byte[] { 0x0A, 0x02, 0x61 }, nameof(WireError.Cut))]
    [InlineData(new byte[] { 0x0D, 1, 2, 3 }, nameof(WireError.Cut))]
    [InlineData(new byte[] { 0x09, 1, 2, 3, 4, 5, 6, 7 }, nameof(WireError.Cut))]
    [InlineData(new byte[] { 0x0B, 0x08, 0x01 }, nameof(WireError.Cut))]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, nameof(WireError.Cut))]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02 }, nameof(WireError.VarintTooLong))]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, nameof(WireError.VarintTooLong))]
    [InlineData(new byte[] { 0x00, 0x01 }, nameof(WireError.TagInvalid))]
    [InlineData(new byte[] { 0x0E }, nameof(WireError.TagInvalid))]
    [InlineData(new byte[] { 0x0F }, nameof(WireError.TagInvalid))]
    [InlineData(new byte[] { 0xF8, 0xFF, 0xFF, 0xFF, 0x1F, 0x01 }, nameof(WireError.TagInvalid))]
    [InlineData(new byte[] { 0x88, 0x80, 0x80, 0x80, 0x80, 0x00, 0x01 }, nameof(WireError.TagInvalid))]
    [InlineData(new byte[] { 0x0C }, nameof(WireError.GroupUnmatched))]
    [InlineData(new byte[] { 0x0B, 0x14 }, nameof(WireError.GroupUnmatched))]
    public void Fields_OfAMessage_AreWalkedOrRefusedWithTheirReason(byte[] message, string expected)
    {
        var reader = new WireReader(message, 0);
        while (reader.TryReadField() && reader.TrySkip())
        {
        }

        Assert.Equal(expected, reader.Error.ToString());
    }

    [Theory]
    [InlineData(100, nameof(WireError.None))]
    [InlineData(101, nameof(WireError.TooDeep))]
    public void Groups_Nested_AreFollowedToALimit(int depth, string expected)
    {
        byte[] message = [.. Enumerable.Repeat((byte)0x0B, depth), .. Enumerable.Repeat((byte)0x0C, depth)];
        var reader = new WireReader(message, 0);
        while (reader.TryReadField() && reader.TrySkip())
        {
        }

        Assert.Equal(expected, reader.Error.ToString());
    }

    [Fact]
    public void Text_ThatIsNotUtf8_IsRefused()
    {
        var reader = new WireReader([0x0A, 0x02, 0xC3, 0x28], 0);

        Assert.True(reader.TryReadField());
        Assert.False(reader.TryReadText(out _));
        Assert.Equal(WireError.NotUtf8, reader.Error);
    }

    [Fact]
    public void Varint_OfAllBits_IsRead()
    {
        var reader = new WireReader([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], 0);

        Assert.True(reader.TryReadVarint(out var value));
        Assert.Equal(ulong.MaxValue, value);
    }
}
