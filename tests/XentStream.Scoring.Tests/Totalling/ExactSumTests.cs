using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

public sealed class ExactSumTests
{
    private const double Ulp = 2.220446049250313E-16;

    public static TheoryData<string, double[]> Awkward => new()
    {
        { "nothing", [] },
        { "zeros of both signs", [0.0, -0.0] },
        { "negative zero", [-0.0] },
        { "smallest", [double.Epsilon] },
        { "smallest, thrice", [double.Epsilon, double.Epsilon, double.Epsilon] },
        { "subnormals that sum to a normal", [2.2250738585072009E-308, double.Epsilon] },
        { "normals that leave a subnormal", [2.2250738585072019E-308, -2.2250738585072014E-308] },
        { "largest", [double.MaxValue] },
        { "largest, negative", [double.MinValue] },
        { "largest and smallest", [double.MaxValue, double.Epsilon] },
        { "cancellation of the largest", [double.MaxValue, 1, double.MaxValue, -double.MaxValue, -double.MaxValue] },
        { "cancellation to zero", [1e300, 1e-300, -1e300, -1e-300] },
        { "what a plain sum loses", [1e100, 1, -1e100] },
        { "negative", [-1, -1e-30, -1e30] },
        { "tie to the even below", [1, Ulp / 2] },
        { "tie to the even above", [1 + Ulp, Ulp / 2] },
        { "tie broken far below", [1, Ulp / 2, double.Epsilon] },
        { "tie broken downwards far below", [1 + Ulp, Ulp / 2, -double.Epsilon] },
        { "negative tie", [-1, -Ulp / 2] },
        { "round up to a power of two", [2 - Ulp, Ulp / 2] },
        { "overflow", [double.MaxValue, double.MaxValue] },
        { "overflow, negative", [double.MinValue, double.MinValue, double.MinValue] },
        { "tie at the edge of overflow", [double.MaxValue, 9.9792015476736E+291] },
        { "just below the edge of overflow", [double.MaxValue, 9.9792015476735975E+291] },
        { "overflow on the way only", [double.MaxValue, double.MaxValue, double.MinValue] },
    };

    [Theory]
    [MemberData(nameof(Awkward))]
    public void ToDouble_AwkwardNumbers_IsTheExactSumRoundedOnce(string name, double[] values)
    {
        Assert.NotEmpty(name);
        Assert.Equal(ReferenceSum.Of(values), SumOf(values).ToDouble());
    }

    [Fact]
    public void ToDouble_OverflowingSums_AreInfinite()
    {
        Assert.Equal(double.PositiveInfinity, SumOf(double.MaxValue, double.MaxValue).ToDouble());
        Assert.Equal(double.NegativeInfinity, SumOf(double.MinValue, double.MinValue).ToDouble());
        Assert.Equal(double.PositiveInfinity, SumOf(double.MaxValue, 9.9792015476736E+291).ToDouble());
        Assert.Equal(double.MaxValue, SumOf(double.MaxValue, 9.9792015476735975E+291).ToDouble());
    }

    [Fact]
    public void ToDouble_OfNegativeZeros_IsPositiveZero() =>
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(SumOf(-0.0, -0.0).ToDouble()));

    // 2,046, 2,047 and 2,048 stand around the carry.
    [Theory]
    [InlineData(2046)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(10_000)]
    public void ToDouble_AfterManyAddsOfOneNumber_HasCarried(int count)
    {
        foreach (var value in (double[])[double.MaxValue, -double.MaxValue, 2 - Ulp, -(2 - Ulp), double.Epsilon, 4503599627370495 * double.Epsilon])
        {
            var values = Enumerable.Repeat(value, count).ToArray();
            Assert.Equal(ReferenceSum.Of([.. values, -value / 2]), SumOf([.. values, -value / 2]).ToDouble());
            Assert.Equal(value, SumOf([.. values, .. Enumerable.Repeat(-value, count - 1)]).ToDouble());
        }
    }

    // What was added to the one and to the other is carried when both together have no room.
    [Theory]
    [InlineData(1023, 1023)]
    [InlineData(1023, 1024)]
    [InlineData(2046, 1)]
    [InlineData(2046, 2046)]
    public void Add_SumsThatHaveNotCarried_AddsAllOfBoth(int count, int otherCount)
    {
        foreach (var value in (double[])[double.MaxValue, -(2 - Ulp), 4503599627370495 * double.Epsilon])
        {
            var (values, others) = (Enumerable.Repeat(value, count).ToArray(), Enumerable.Repeat(value, otherCount).ToArray());
            var (sum, other) = (SumOf(values), SumOf(others));
            sum.Add(other);
            sum.Add(other);
            Assert.Equal(ReferenceSum.Of(others), other.ToDouble());
            Assert.Equal(ReferenceSum.Of([.. values, .. others, .. others]), sum.ToDouble());
            sum.Subtract(other);
            sum.Subtract(other);
            Assert.Equal(ReferenceSum.Of(values), sum.ToDouble());
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Add_NotFinite_ThrowsAndChangesNothing(double value)
    {
        var sum = SumOf(1.5);

        Assert.Throws<ArgumentOutOfRangeException>(() => sum.Add(value));
        Assert.Equal(1.5, sum.ToDouble());
    }

    [Fact]
    public void Clear_OfASum_MakesItEqualToANewOne()
    {
        var sum = SumOf(double.MaxValue, -3);
        sum.Clear();

        Assert.Equal(CanonicalSum.BytesOf(new ExactSum()), CanonicalSum.BytesOf(sum));
    }

    private static ExactSum SumOf(params IEnumerable<double> values)
    {
        var sum = new ExactSum();
        foreach (var value in values)
        {
            sum.Add(value);
        }

        return sum;
    }
}
