using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Tests.Tensors;

public sealed class TensorViewTests
{
    [Theory]
    [InlineData(ElementType.Bool, 6)]
    [InlineData(ElementType.U8, 6)]
    [InlineData(ElementType.I8, 6)]
    [InlineData(ElementType.U16, 12)]
    [InlineData(ElementType.I16, 12)]
    [InlineData(ElementType.F16, 12)]
    [InlineData(ElementType.BF16, 12)]
    [InlineData(ElementType.U32, 24)]
    [InlineData(ElementType.I32, 24)]
    [InlineData(ElementType.F32, 24)]
    [InlineData(ElementType.U64, 48)]
    [InlineData(ElementType.I64, 48)]
    [InlineData(ElementType.F64, 48)]
    public void Constructor_BytesOfTypeAndShape_AreTheOnlyOnesTaken(ElementType type, int bytes)
    {
        var view = new TensorView(type, TensorShape.Of(2, 3), new byte[bytes]);

        Assert.Equal((true, type, bytes), (view.IsPresent, view.Type, view.Bytes.Length));
        Assert.Equal(TensorShape.Of(2, 3), view.Shape);
        Assert.Throws<ArgumentException>(() => new TensorView(type, TensorShape.Of(2, 3), new byte[bytes - 1]).Type);
        Assert.Throws<ArgumentException>(() => new TensorView(type, TensorShape.Of(2, 3), new byte[bytes + 1]).Type);
    }

    // 2^61 elements of 8 bytes are 2^64 bytes, which is 0 in 64 bits.
    [Fact]
    public void Constructor_LengthThatOverflows_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new TensorView(ElementType.F64, TensorShape.Of(1L << 61), []).Type);

    [Fact]
    public void Constructor_NoElements_TakesNoBytes() => Assert.True(new TensorView(ElementType.F32, TensorShape.Of(0, 10), []).IsPresent);

    [Fact]
    public void Default_IsNotPresent() => Assert.False(default(TensorView).IsPresent);
}
