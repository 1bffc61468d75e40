using System.Runtime.InteropServices;
using XentStream.Pipeline.Sampling;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Tests.Sampling;

public sealed class RowSumsTests
{
    [Theory]
    [InlineData(1, 2, 2, 0, 1, 0)]
    [InlineData(0, 3, 0, 0, 0, 1)]
    public void Sums_OfAnAxis_AreThoseOfItsRows(int axis, long rows, long distributions, long logDistributions, long oneHots, long zeros)
    {
        var sums = SumsOf([0, 0.25f, 0.75f, 0, 1, 0], axis);

        Assert.Equal((rows, distributions, logDistributions, oneHots, zeros), (sums.Rows, sums.Distributions, sums.LogDistributions, sums.OneHots, sums.Zeros));
    }

    [Fact]
    public void Sums_OfLogarithms_AreThoseOfTheirExponentials() =>
        Assert.Equal((1L, 0L), (SumsOf([0, float.NegativeInfinity, float.NegativeInfinity, 1, 2, 3], 1).LogDistributions, SumsOf([float.NaN, 0, 0, 1, 2, 3], 1).LogDistributions));

    [Fact]
    public void Shapes_ThatVary_AreRanges()
    {
        var shape = new ShapeRange(TensorShape.Of(32, 10));
        shape.Add(TensorShape.Of(29, 10));

        Assert.Equal("[29–32, 10]", shape.ToString());
    }

    [Fact]
    public void Axes_ThatMeanTheSameInAllShapes_AreOneCandidate()
    {
        Assert.Equal([1, 0], ClassAxes.CandidatesFor([new ShapeRange(TensorShape.Of(6, 5))]));
        Assert.Equal([1, -1, 0, 2], ClassAxes.CandidatesFor([new ShapeRange(TensorShape.Of(6, 5)), new ShapeRange(TensorShape.Of(6, 3, 5))]));
    }

    private static RowSums SumsOf(float[] numbers, int axis)
    {
        var sums = new RowSums();
        sums.Add(new TensorView(ElementType.F32, TensorShape.Of(2, 3), MemoryMarshal.AsBytes<float>(numbers)), axis);
        return sums;
    }
}
