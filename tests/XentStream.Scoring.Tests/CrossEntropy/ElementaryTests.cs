using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>The exponential and the logarithm against 640-bit arithmetic.</summary>
public sealed class ElementaryTests
{
    private const double UnitInTheLastPlace = 2.2204460492503131e-16;

    [Fact]
    public void Exponential_OfAnyNegative_IsWithinAUnitInTheLastPlace()
    {
        var random = new Random(5);
        for (var i = 0; i < 2_000; i++)
        {
            var x = -random.NextDouble() * Math.Pow(10, random.Next(-18, 3));
            if (x > -400)
            {
                Relative.Equal(FixedPoint.ToDouble(FixedPoint.ExpOfNegative(FixedPoint.From(x))), Exponential.OfNegative(x), UnitInTheLastPlace);
            }
        }
    }

    [Fact]
    public void Exponential_OfTheEnds_IsOneOrNothing()
    {
        Assert.Equal((1.0, 0.0, 0.0), (Exponential.OfNegative(0), Exponential.OfNegative(-746), Exponential.OfNegative(double.NegativeInfinity)));
        Assert.Equal(double.Epsilon, Exponential.OfNegative(-744.8));
    }

    [Fact]
    public void Logarithm_OfANumberAboveOne_IsWithinTwoUnitsInTheLastPlace()
    {
        var random = new Random(6);
        for (var i = 0; i < 2_000; i++)
        {
            var x = 1 + (random.NextDouble() * Math.Pow(10, random.Next(-15, 15)));
            Relative.Equal(FixedPoint.ToDouble(FixedPoint.Ln(FixedPoint.From(x))), Logarithm.Of(x), 2 * UnitInTheLastPlace);
        }
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-17)]
    [InlineData(1e-9)]
    public void LogarithmOfOnePlus_ASmallNumber_IsThatNumber(double x) => Relative.Equal(x - (x * x / 2), Logarithm.OfOnePlus(x), 2 * UnitInTheLastPlace);

    [Fact]
    public void LogarithmOfOnePlus_AnyNumber_IsWithinThreeUnitsInTheLastPlace()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var x = random.NextDouble() * Math.Pow(10, random.Next(-12, 12));
            Relative.Equal(FixedPoint.ToDouble(FixedPoint.Ln(FixedPoint.One + FixedPoint.From(x))), Logarithm.OfOnePlus(x), 3 * UnitInTheLastPlace);
        }
    }

    [Fact]
    public void Logarithm_OfTheEnds_IsInfiniteOrOfASubnormal()
    {
        Assert.Equal((double.NegativeInfinity, double.NegativeInfinity), (Logarithm.Of(0), Logarithm.OfOnePlus(-1)));
        Relative.Equal(-744.4400719213812, Logarithm.Of(double.Epsilon), UnitInTheLastPlace);
    }
}
