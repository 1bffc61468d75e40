using CsCheck;
using XentStream.Scoring.Diagnosis;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class NumberTestsTests
{
    private static readonly double[] Special = [0, -0.0, 1, 2, -1, 0.5, 1 + 1e-3, double.BitIncrement(1.001), -1e-3, 1e300, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 9007199254740993];

    private static readonly Gen<double> Any = Gen.Int[0, Special.Length - 1].Select(i => Special[i]);

    private static readonly Gen<double[]> Numbers = Gen.Frequency((1, Any.Array[0, 40]), (2, Gen.Frequency((30, Gen.Int[0, 1].Select(one => (double)one)), (1, Any)).Array[0, 80]));

    [Fact]
    public void Are_AnyNumbers_AnswersForEach() => Numbers.Sample(numbers =>
    {
        ReadOnlySpan<double> span = numbers;

        Assert.Equal(numbers.All(number => number is 0 or 1), span.AreZeroOne());
        Assert.Equal(numbers.All(double.IsInteger), span.AreWhole());
        Assert.Equal(numbers.All(number => number is >= -1e-3 and <= 1.001), span.AreWithin(-1e-3, 1.001));
        Assert.Equal(numbers.All(number => number is >= 0), span.AreWithin(0, double.PositiveInfinity));
        Assert.Equal(numbers.All(double.IsFinite), span.AreWithin(double.MinValue, double.MaxValue));
        Assert.Equal(numbers.All(number => number != 0.5), span.AreOtherThan(0.5));
    }, iter: 20_000);

    [Fact]
    public void Top_OfNumbersOfWhichManyAreEqual_IsTheFirstOfTheLargest() => Any.Where(number => !double.IsNaN(number)).Array[1, 70].Sample(
        numbers => Assert.Equal(Array.FindIndex(numbers, number => number == numbers.Max()), ((ReadOnlySpan<double>)numbers).Top()), iter: 5000);

    // A sum in another order has other bits.
    [Fact]
    public void Sum_OfAnyNumbers_IsInTheirOrder() => Gen.Double[-1e10, 1e10].Array[0, 100].Sample(
        numbers => Assert.Equal(numbers.Aggregate(0.0, (sum, number) => sum + number), ((ReadOnlySpan<double>)numbers).Sum()), iter: 1000);
}
