using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

/// <summary>The byte form of totals: frozen, and one literal for each way to be malformed.</summary>
public sealed class TotalsCanonicalTests
{
    private const string OneScored = "01 01 00 00";
    private const string NoSums = "00 00 00 00";
    private const string NoTopK = "00";
    private const string SevenEmptyBins = "000000 000000 000000 000000 000000 000000 000000";
    private const string EmptyBins = SevenEmptyBins + SevenEmptyBins + "000000";
    private const string Half = "01 00 21 00000200";
    private const string OneBin = SevenEmptyBins + "01 01" + Half + SevenEmptyBins;

    // Two scored rows, one ignored, one infinite: every number is a multiple of 1/8, so that no kernel has a part in it.
    private const string Golden =
        "01 02 01 01"
        + "01 00 21 00000E00" // loss 3.5
        + "01 00 21 00000C00" // weight 3
        + "01 00 21 00000600" // Brier 1.5
        + "01 00 21 00000500" // entropy 1.25
        + "02 010201 020202" // k = 1: 1 of 2; k = 2: 2 of 2
        + SevenEmptyBins
        + "01 01 01 00 21 00000200" // bin 7: a hit of confidence 0.5
        + "000000 000000 000000"
        + "01 00 01 00 21 00000300" // bin 11: a miss of confidence 0.75
        + "000000 000000 000000";

    [Fact]
    public void ToCanonicalBytes_FixedTotals_GivesTheseBytes() =>
        Assert.Equal(Convert.ToHexString(Parse(Golden)), Convert.ToHexString(FixedTotals.Make().ToCanonicalBytes()));

    [Fact]
    public void ToCanonicalBytes_NoRows_GivesTheseBytes() =>
        Assert.Equal(Convert.ToHexString(Parse("01 00 00 00" + NoSums + NoTopK + EmptyBins)), Convert.ToHexString(new Totals().ToCanonicalBytes()));

    [Fact]
    public void TryParse_FrozenBytes_GivesTheNumbers()
    {
        Assert.True(Totals.TryParse(Parse(Golden), out var totals));
        Assert.Equal((2L, 1L, 1L), (totals.Scored, totals.Ignored, totals.Infinite));
        Assert.Equal((3.5 / 3, 3.5 / 2, 0.75, 0.625, 0.625), (totals.WeightedMean, totals.RowMean, totals.MeanBrier, totals.MeanEntropy, totals.MeanConfidence));
        Assert.Equal([new TopKHits(1, 2, 1), new TopKHits(2, 2, 2)], totals.TopK);
        Assert.Equal((1L, 1L, 0.5), (totals.Bins[7].Rows, totals.Bins[7].Hits, totals.Bins[7].Confidence.ToDouble()));
        Assert.Equal((1L, 0L, 0.75), (totals.Bins[11].Rows, totals.Bins[11].Hits, totals.Bins[11].Confidence.ToDouble()));
    }

    [Fact]
    public void ToCanonicalBytes_FixedTotalsTakenFromNone_GivesTheseBytes()
    {
        var difference = new Totals();
        difference.Subtract(FixedTotals.Make());
        const string Bytes = "02 03 01 01"
            + "01 01 21 00000E00" + "01 01 21 00000C00" + "01 01 21 00000600" + "01 01 21 00000500"
            + "02 010301 020303"
            + SevenEmptyBins + "01 01 01 01 21 00000200" + "000000 000000 000000" + "01 00 01 01 21 00000300" + "000000 000000 000000";
        Assert.Equal(Convert.ToHexString(Parse(Bytes)), Convert.ToHexString(difference.ToCanonicalBytes()));
        Assert.True(Totals.TryParse(Parse(Bytes), out var read));
        Assert.Equal((-2L, -1L, -1L), (read.Scored, read.Ignored, read.Infinite));
    }

    [Fact]
    public void TryParse_ScoredRowsWithoutFigures_IsRead() => Assert.True(Totals.TryParse(Parse("01 02 00 00" + NoSums + NoTopK + OneBin), out _));

    [Fact]
    public void TryParse_CutAnywhere_IsRefused()
    {
        var golden = Parse(Golden);
        Assert.All(Enumerable.Range(0, golden.Length), length => Assert.False(Totals.TryParse(golden.AsSpan(0, length), out _), $"{length} bytes"));
    }

    [Fact]
    public void TryParse_SmallestTotals_IsRead() => Assert.True(Totals.TryParse(Parse(OneScored + NoSums + NoTopK + OneBin), out _));

    [Theory]
    [InlineData("a byte too many", Golden + "00")]
    [InlineData("version 0", "00 01 00 00" + NoSums + NoTopK + OneBin)]
    [InlineData("version 3", "03 01 00 00" + NoSums + NoTopK + OneBin)]
    [InlineData("a difference that can be of rows", "02 02 00 00" + NoSums + NoTopK + SevenEmptyBins + "02 02" + Half + SevenEmptyBins)]
    [InlineData("a difference of nothing", "02 00 00 00" + NoSums + NoTopK + EmptyBins)]
    [InlineData("a difference with a k that counts nothing", "02 01 00 00" + NoSums + "01 010000" + EmptyBins)]
    [InlineData("a count in two bytes where one does", "01 8100 00 00" + NoSums + NoTopK + OneBin)]
    [InlineData("zero in two bytes", "01 01 8000 00" + NoSums + NoTopK + OneBin)]
    [InlineData("a count of 64 bits", "01 01 00 80808080808080808001" + NoSums + NoTopK + OneBin)]
    [InlineData("fewer rows than the bins hold", "01 00 00 00" + NoSums + NoTopK + OneBin)]
    [InlineData("bins that hold more rows than 64 bits can count", "01 00 00 00" + NoSums + NoTopK
        + "FFFFFFFFFFFFFFFF7F 00 00 FFFFFFFFFFFFFFFF7F 00 00 02 00 00 000000 000000 000000 000000 000000" + SevenEmptyBins)]
    [InlineData("a bin with more hits than rows", OneScored + NoSums + NoTopK + SevenEmptyBins + "01 02" + Half + SevenEmptyBins)]
    [InlineData("a bin of no rows that has confidence", OneScored + NoSums + NoTopK + SevenEmptyBins + "01 01" + Half + "00 00" + Half + "000000 000000 000000 000000 000000 000000")]
    [InlineData("a k with more hits than rows", OneScored + NoSums + "01 010102" + OneBin)]
    [InlineData("a k with more rows than were scored", OneScored + NoSums + "01 010201" + OneBin)]
    [InlineData("a k without rows", OneScored + NoSums + "01 010000" + OneBin)]
    [InlineData("k = 0", OneScored + NoSums + "01 000101" + OneBin)]
    [InlineData("a k twice", OneScored + NoSums + "02 010101 010101" + OneBin)]
    [InlineData("k descending", OneScored + NoSums + "02 020101 010101" + OneBin)]
    [InlineData("k beyond 31 bits", OneScored + NoSums + "01 8080808008 01 01" + OneBin)]
    [InlineData("fewer k than counted", OneScored + NoSums + "02 010101" + OneBin)]
    [InlineData("1,025 different k", OneScored + NoSums + "8108" + OneBin)]
    public void TryParse_Malformed_IsRefused(string why, string hex)
    {
        Assert.False(Totals.TryParse(Parse(hex), out var totals), why);
        Assert.Null(totals);
    }

    private static byte[] Parse(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
