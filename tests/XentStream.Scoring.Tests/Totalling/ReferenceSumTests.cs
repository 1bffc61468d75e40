namespace XentStream.Scoring.Tests.Totalling;

/// <summary>The reference itself, at numbers that are known from IEEE 754 alone.</summary>
public sealed class ReferenceSumTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(double.Epsilon)]
    [InlineData(-2.2250738585072014E-308)]
    [InlineData(1.0)]
    [InlineData(-double.Pi)]
    [InlineData(double.MaxValue)]
    public void Of_OneNumber_IsThatNumber(double value) => Assert.Equal(value, ReferenceSum.Of(value));

    [Fact]
    public void Of_TwoNumbers_IsTheSumOfTheProcessor()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var (left, right) = (RandomDoubles.NextFinite(random), RandomDoubles.NextFinite(random));
            right = i % 2 == 0 ? right : left * (random.NextDouble() - 0.5);
            Assert.Equal(left + right, ReferenceSum.Of(left, right));
        }
    }
}
