using CsCheck;
using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class LogarithmTests
{
    private static readonly double[] Special =
        [0, 1, double.Epsilon, 2.2250738585072014e-308, double.BitDecrement(2.2250738585072014e-308), double.BitDecrement(1), double.BitIncrement(1), Math.Sqrt(0.5), Math.Sqrt(2), 1.001];

    private static readonly Gen<double> Numbers = Gen.Frequency(
        (6, Gen.Double[0, 1.001]),
        (2, Gen.Double[0.7, 1.5]),
        (1, Gen.Long[0, BitConverter.DoubleToInt64Bits(double.MaxValue)].Select(BitConverter.Int64BitsToDouble)),
        (1, Gen.Int[0, Special.Length - 1].Select(i => Special[i])));

    [Fact]
    public void OfEach_AnyNumbers_HasTheBitsOfOneLogarithmAfterTheOther() => Numbers.Array[0, 200].Sample(numbers =>
    {
        var expected = numbers.Select(number => BitConverter.DoubleToInt64Bits(Logarithm.Of(number)));
        var taken = numbers.ToArray();

        Logarithm.OfEach(taken);

        Assert.Equal(expected, taken.Select(BitConverter.DoubleToInt64Bits));
    }, iter: 5000);
}
