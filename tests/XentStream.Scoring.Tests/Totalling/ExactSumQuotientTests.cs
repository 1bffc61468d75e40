using CsCheck;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

/// <summary>Quotients of sums, of which one or both can be beyond the range of doubles.</summary>
public sealed class ExactSumQuotientTests
{
    private static readonly Gen<double> Moderate = Gen.Double[-1e6, 1e6];

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(1.6e308)]
    public void DividedBy_SumsBeyondDoubles_AreTheirQuotient(double value)
    {
        Assert.Equal(value, Sum(value, value, value, value).DividedBy(4));
        Relative.Equal(value / 1e308, Sum(value, value, value).DividedBy(Sum(1e308, 1e308, 1e308)), 1e-15);
        Assert.Equal(0.75 / 3, Sum(0.25, 0.5).DividedBy(3));
        Assert.Equal(-0.0, Sum(-1, 1).DividedBy(Sum(value, value)));
    }

    [Fact]
    public void DividedBy_OfWhichOnlyTheDivisorIsBeyondDoubles_IsSmall() =>
        Assert.Equal(Math.ScaleB(1, -1), Sum(Math.ScaleB(1, 1023)).DividedBy(Sum(Math.ScaleB(1, 1023), Math.ScaleB(1, 1023))));

    // What is printed today is printed tomorrow.
    [Fact]
    public void DividedBy_SumsWithinDoubles_AreRoundedAndDividedOnce() => Gen.Select(Moderate.Array[0, 20], Moderate.Array[1, 20]).Sample((above, below) =>
    {
        var (sum, divisor, rows) = (Sum(above), Sum(below), below.Length);

        AssertSameBits(divisor.IsZero ? null : sum.ToDouble() / divisor.ToDouble(), sum.DividedBy(divisor));
        AssertSameBits(sum.ToDouble() / rows, sum.DividedBy(rows));
    });

    // Scaled by a power of two that takes both beyond doubles, sums have the quotient that they had.
    [Fact]
    public void DividedBy_SumsScaledBeyondDoubles_IsThatOfTheSums() => Gen.Select(Gen.Double[1, 2].Array[8, 20], Gen.Double[1, 2].Array[8, 20]).Sample((above, below) =>
        Assert.Equal(
            Sum(above).DividedBy(Sum(below)),
            Sum([.. above.Select(value => Math.ScaleB(value, 1022))]).DividedBy(Sum([.. below.Select(value => Math.ScaleB(value, 1022))]))));

    [Fact]
    public void DividedBy_ZeroOrIntoWhatNoDoubleHolds_IsNull()
    {
        Assert.Null(Sum(1).DividedBy(0));
        Assert.Null(Sum(1).DividedBy(Sum(1, -1)));
        Assert.Null(Sum(double.MaxValue).DividedBy(0.5));
        Assert.Null(Sum(double.MaxValue, double.MaxValue).DividedBy(1));
    }

    // No glance of it may say that a sum is within doubles which is not.
    [Theory]
    [InlineData(1023, 2)]
    [InlineData(1016, 256)]
    [InlineData(1013, 2046)]
    [InlineData(1012, 5000)]
    public void MayBeBeyondDouble_SumsThatAre_Says(int exponent, int count)
    {
        var sum = Sum([.. Enumerable.Repeat(Math.ScaleB(1, exponent), count)]);

        Assert.True(sum.MayBeBeyondDouble);
        Assert.Equal(Math.ScaleB(count, exponent), sum.ToDouble());
        Assert.False(Sum(1e250, 1e-250).MayBeBeyondDouble);
    }

    private static void AssertSameBits(double? expected, double? actual) =>
        Assert.Equal(expected is null ? -1 : BitConverter.DoubleToInt64Bits(expected.Value), actual is null ? -1 : BitConverter.DoubleToInt64Bits(actual.Value));

    private static ExactSum Sum(params double[] values)
    {
        var sum = new ExactSum();
        foreach (var value in values)
        {
            sum.Add(value);
        }

        return sum;
    }
}
