using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

/// <summary>The byte form of one sum: one literal for each way to be malformed.</summary>
public sealed class ExactSumCanonicalTests
{
    [Theory]
    [InlineData(0.0, "00")]
    [InlineData(double.Epsilon, "01 00 00 01000000")]
    [InlineData(-double.Epsilon, "01 01 00 01000000")]
    [InlineData(1.0, "01 00 21 00000400")] // 2^0 is unit 1074 = 33 · 32 + 18.
    [InlineData(-1.5, "01 01 21 00000600")]
    [InlineData(16385.0, "02 00 21 00000400 01000000")]
    [InlineData(double.MaxValue, "03 00 3F 000000E0 FFFFFFFF FFFF0300")]
    public void Write_KnownSum_GivesTheseBytes(double value, string hex)
    {
        var sum = new ExactSum();
        sum.Add(value);

        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(CanonicalSum.BytesOf(sum)));
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("01", "no sign")]
    [InlineData("01 00", "no index")]
    [InlineData("01 00 00", "no limb")]
    [InlineData("01 00 00 010000", "half a limb")]
    [InlineData("02 00 00 01000000", "a limb too few")]
    [InlineData("01 00 00 01000000 00", "a byte too many")]
    [InlineData("00 00", "a byte behind zero")]
    [InlineData("80 00", "zero in two bytes")]
    [InlineData("81 00 00 00 01000000", "one limb, counted in two bytes")]
    [InlineData("01 02 00 01000000", "a sign that is neither 0 nor 1")]
    [InlineData("01 00 00 00000000", "the only limb is zero")]
    [InlineData("02 00 00 00000000 01000000", "the lowest limb is zero")]
    [InlineData("02 00 00 01000000 00000000", "the highest limb is zero")]
    [InlineData("01 00 43 01000000", "a limb beyond the highest")]
    [InlineData("02 00 42 01000000 01000000", "two limbs from the highest on")]
    [InlineData("FF FF FF FF FF FF FF FF 7F 00 01", "a count that overflows when the index is added")]
    [InlineData("80 80 80 80 80 80 80 80 80 01", "a count of 64 bits")]
    public void TryRead_Malformed_IsRefused(string hex, string why)
    {
        Assert.NotEmpty(why);
        Assert.False(CanonicalSum.TryParse(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), new ExactSum()));
    }
}
