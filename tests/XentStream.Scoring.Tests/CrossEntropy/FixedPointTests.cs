using System.Numerics;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>The reference itself, at constants that are printed in tables.</summary>
public sealed class FixedPointTests
{
    [Fact]
    public void ExpOfNegative_MinusOne_IsOneOverE() => AssertDigits("0.367879441171442321595523770161460867445811131", FixedPoint.ExpOfNegative(-FixedPoint.One));

    [Fact]
    public void ExpOfNegative_MinusSeventy_KeepsItsDigits() =>
        AssertDigits("0.000000000000000000000000000000397544973590864680778", FixedPoint.ExpOfNegative(-70 * FixedPoint.One));

    [Fact]
    public void Ln_Two_IsTheConstant() => AssertDigits("0.693147180559945309417232121458176568075500134", FixedPoint.Ln(2 * FixedPoint.One));

    [Fact]
    public void Ln_Ten_IsTheConstant() => AssertDigits("2.302585092994045684017991454684364207601101488", FixedPoint.Ln(10 * FixedPoint.One));

    [Fact]
    public void From_AnyDouble_IsReadBack() =>
        Assert.All([0.0, 1, -1.1, double.Pi, 1e-70, -1e300], value => Assert.Equal(value, FixedPoint.ToDouble(FixedPoint.From(value))));

    // The digits in the table are cut or rounded at the last.
    private static void AssertDigits(string expected, BigInteger actual)
    {
        var digits = expected.Length - expected.IndexOf('.', StringComparison.Ordinal) - 1;
        var scaled = (actual * BigInteger.Pow(10, digits)) >> FixedPoint.Bits;
        var table = BigInteger.Parse(expected.Remove(expected.IndexOf('.', StringComparison.Ordinal), 1), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(scaled, table - 1, table + 1);
    }
}
