using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.Safetensors;

public sealed class TensorRangesTests
{
    [Theory]
    [InlineData(0, 24, 25, 41, "[25, 41), where one should begin at 24")]
    [InlineData(0, 24, 23, 39, "[23, 39), where one should begin at 24")]
    [InlineData(0, 24, 0, 16, "[0, 24), where one should begin at 16")]
    [InlineData(8, 32, 32, 48, "[8, 32), where one should begin at 0")]
    [InlineData(0, 24, 24, 8, "[24, 8), where one should begin at 24")]
    [InlineData(0, 24, 18446744073709551608, 0, "[18446744073709551608, 0), where one should begin at 24")]
    public void Ranges_WithHoleOrOverlap_AreInvalid(ulong begin, ulong end, ulong nextBegin, ulong nextEnd, string wrong)
    {
        var fault = Refusal.Of(Payload("[2,3]", begin, end, nextBegin, nextEnd, 40));

        Assert.Equal(FaultCode.TensorRangeInvalid, fault.Code);
        Assert.Contains(wrong, fault.Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(39)]
    [InlineData(41)]
    [InlineData(0)]
    public void Ranges_EndingElsewhereThanThePayload_AreInvalid(int dataLength)
    {
        var fault = Refusal.Of(Payload("[2,3]", 0, 24, 24, 40, dataLength));

        Assert.Equal(FaultCode.TensorRangeInvalid, fault.Code);
        Assert.Contains($"end at byte 40 behind the header; {dataLength} bytes follow", fault.Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[2,4]", "[2, 4]")]
    [InlineData("[]", "[]")]
    [InlineData("[0,3]", "[0, 3]")]
    [InlineData("[4611686018427387910]", "[4611686018427387910]")] // Its bytes are 24 in 64 bits.
    public void Tensor_LongerOrShorterThanItsShape_MismatchesItsLength(string shape, string shown)
    {
        var fault = Refusal.Of(Payload(shape, 0, 24, 24, 40, 40));

        Assert.Equal(FaultCode.ByteLengthMismatch, fault.Code);
        Assert.Contains($"F32 {shown} lies in 24 bytes", fault.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensor_OfHalfBytesAndOddCount_MismatchesItsLength()
    {
        var fault = Refusal.Of(SafetensorsPayload.Of("""{"x":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}"""u8, 1));

        Assert.Equal(FaultCode.ByteLengthMismatch, fault.Code);
        Assert.Contains("F4 [3] lies in 1 bytes", fault.Wrong, StringComparison.Ordinal);
    }

    // The longest that can be said of a shape: eight axes, one of 19 digits, and a range of 20.
    [Fact]
    public void Tensor_OfEightAxesAndAnEndlessRange_IsNamedInAShortSentence()
    {
        const string Shape = "[9223372036854775807,1,1,1,1,1,1,1]";

        var fault = Refusal.Of(Payload(Shape, 0, ulong.MaxValue, 24, 40, 40));

        Assert.Equal(FaultCode.ByteLengthMismatch, fault.Code);
        Assert.Contains("lies in 18446744073709551615 bytes", fault.Wrong, StringComparison.Ordinal);
    }

    private static byte[] Payload(string shape, ulong begin, ulong end, ulong nextBegin, ulong nextEnd, int dataLength)
    {
        var logits = $$$"""{"logits":{"dtype":"F32","shape":{{{shape}}},"data_offsets":[{{{begin}}},{{{end}}}]},""";
        var labels = $$$""" "labels":{"dtype":"I64","shape":[2],"data_offsets":[{{{nextBegin}}},{{{nextEnd}}}]}}""";
        return SafetensorsPayload.Of(logits + labels, dataLength);
    }
}
