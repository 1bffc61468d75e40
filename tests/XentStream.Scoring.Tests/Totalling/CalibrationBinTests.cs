using System.Numerics;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

public sealed class CalibrationBinTests
{
    private const long UnitsOfOne = 1L << 42;

    [Fact]
    public void Confidence_OfRowsInUnitsAndRowsByThemselves_IsTheSumOfBoth()
    {
        var bin = new CalibrationBin();
        bin.Add(rows: 3, hits: 1, confidence: 2 * UnitsOfOne);
        bin.Add(0.3, isHit: true);
        bin.Add(rows: 1, hits: 0, confidence: 1);
        Assert.Equal((5, 2), (bin.Rows, bin.Hits));
        Assert.Equal(ReferenceSum.Of([2, 0.3, 1.0 / UnitsOfOne]), bin.Confidence.ToDouble());
    }

    [Fact]
    public void Add_BinsThatDoubleBeyondALong_LosesNothing()
    {
        var (bin, once) = (new CalibrationBin(), new CalibrationBin());
        bin.Add(rows: 1, hits: 0, confidence: UnitsOfOne - 1);
        once.Add(rows: 1, hits: 0, confidence: UnitsOfOne - 1);
        for (var doubled = 0; doubled < 50; doubled++)
        {
            bin.Add(bin);
        }

        var expected = (BigInteger)(UnitsOfOne - 1) << (50 + 1074 - 42);
        Assert.Equal(expected, bin.Confidence.ToWholeNumber());
        bin.Subtract(once);
        Assert.Equal(expected - ((BigInteger)(UnitsOfOne - 1) << (1074 - 42)), bin.Confidence.ToWholeNumber());
    }

    [Fact]
    public void Subtract_WhatIsNotThereYet_AddsUpToNothing()
    {
        var (bin, other) = (new CalibrationBin(), new CalibrationBin());
        other.Add(rows: 2, hits: 1, confidence: UnitsOfOne + 5);
        other.Add(0.7, isHit: false);
        bin.Subtract(other);
        Assert.True(bin.Confidence.ToDouble() < 0);
        bin.Add(other);
        Assert.True(bin.Confidence.IsZero);
        Assert.True(bin.IsOfRows);
    }
}
