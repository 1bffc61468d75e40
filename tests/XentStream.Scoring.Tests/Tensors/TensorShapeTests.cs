using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Tests.Tensors;

public sealed class TensorShapeTests
{
    [Theory]
    [InlineData(new long[0], 1, "[]")]
    [InlineData(new long[] { 10 }, 10, "[10]")]
    [InlineData(new long[] { 899, 10 }, 8990, "[899, 10]")]
    [InlineData(new long[] { 0 }, 0, "[0]")]
    [InlineData(new long[] { 0, 10 }, 0, "[0, 10]")]
    [InlineData(new long[] { 3, 0, 4 }, 0, "[3, 0, 4]")]
    [InlineData(new long[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 40_320, "[1, 2, 3, 4, 5, 6, 7, 8]")]
    [InlineData(new long[] { long.MaxValue }, long.MaxValue, "[9223372036854775807]")]
    [InlineData(new long[] { 0, long.MaxValue }, 0, "[0, 9223372036854775807]")]
    public void TryCreate_Lengths_GivesRankCountAndText(long[] lengths, long count, string text)
    {
        Assert.True(TensorShape.TryCreate(lengths, out var shape));
        Assert.Equal((lengths.Length, count, text), (shape.Rank, shape.Count, shape.ToString()));
        Assert.Equal(lengths, Enumerable.Range(0, shape.Rank).Select(axis => shape[axis]));
    }

    [Theory]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { 0, -1 })]
    [InlineData(new long[] { -1, -1 })]
    [InlineData(new long[] { -1, 0 })]
    [InlineData(new[] { long.MinValue })]
    [InlineData(new[] { long.MaxValue, 2 })]
    [InlineData(new[] { 1L << 32, 1L << 31 })]
    [InlineData(new[] { long.MaxValue, long.MaxValue, long.MaxValue })]
    [InlineData(new[] { 1L << 32, 1L << 32, 0 })]
    [InlineData(new[] { 0, 1L << 32, 1L << 32 })]
    [InlineData(new[] { 1L << 32, 0, 1L << 32 })]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    public void TryCreate_NoShape_IsRefused(long[] lengths)
    {
        Assert.False(TensorShape.TryCreate(lengths, out var shape));
        Assert.Equal(default, shape);
        Assert.Throws<ArgumentException>(() => TensorShape.Of(lengths));
    }

    [Theory]
    [InlineData(0, "[3, 4]")]
    [InlineData(1, "[2, 4]")]
    [InlineData(2, "[2, 3]")]
    public void Without_AnAxis_LeavesTheOthers(int axis, string rest) => Assert.Equal(rest, TensorShape.Of(2, 3, 4).Without(axis).ToString());

    [Theory]
    [InlineData(0, "[3, 4]")]
    [InlineData(1, "[2, 4]")]
    [InlineData(2, "[2, 3]")]
    [InlineData(null, "[2, 3, 4]")]
    public void IsWithout_AnAxis_OnlyTheRestIs(int? axis, string rest)
    {
        var whole = TensorShape.Of(2, 3, 4);
        TensorShape[] others = [default, TensorShape.Of(2), TensorShape.Of(3, 4), TensorShape.Of(2, 4), TensorShape.Of(2, 3), whole, TensorShape.Of(2, 3, 4, 1), TensorShape.Of(4, 3)];
        Assert.All(others, other => Assert.Equal(other.ToString() == rest, other.IsWithout(axis, whole)));
        Assert.Equal(rest, whole.Without(axis).ToString());
    }

    [Fact]
    public void Without_TheOnlyAxis_IsAScalar() => Assert.Equal(default, TensorShape.Of(7).Without(0));

    [Fact]
    public void Without_TheEmptyAxis_HasTheCountOfTheOthers() => Assert.Equal(12, TensorShape.Of(0, 3, 4).Without(0).Count);

    [Fact]
    public void Without_ThatAxis_OfEightAxes_LeavesSeven() => Assert.Equal(TensorShape.Of(1, 2, 3, 4, 5, 6, 7), TensorShape.Of(1, 2, 3, 4, 5, 6, 7, 8).Without(7));

    [Fact]
    public void CountOf_SomeAxes_IsTheirProduct()
    {
        var shape = TensorShape.Of(2, 3, 4, 5);

        Assert.Equal((12L, 20L, 1L), (shape.CountOf(1, 3), shape.CountOf(2, 4), shape.CountOf(4, 4)));
    }

    [Fact]
    public void Indexer_BeyondTheRank_Throws() => Assert.Throws<IndexOutOfRangeException>(() => TensorShape.Of(2, 3)[2]);

    [Fact]
    public void Equality_IsThatOfTheAxes()
    {
        var (shape, same) = (TensorShape.Of(2, 6), TensorShape.Of(2, 6));

        Assert.True(shape == same && !(shape != same) && shape.Equals((object)same) && shape.GetHashCode() == same.GetHashCode());
        Assert.All(
            [TensorShape.Of(6, 2), TensorShape.Of(12), TensorShape.Of(2, 6, 1), TensorShape.Of(1, 2, 6), default],
            other => Assert.True(shape != other && !(shape == other) && !shape.Equals((object)other)));
        Assert.False(shape.Equals("[2, 6]"));
    }

    [Fact]
    public void Equality_OfEmptyShapes_SeesTheOtherAxes() => Assert.NotEqual(TensorShape.Of(0, 3), TensorShape.Of(0, 4));
}
