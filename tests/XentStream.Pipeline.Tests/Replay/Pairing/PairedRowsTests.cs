using CsCheck;
using XentStream.Pipeline.Replay.Pairing;

namespace XentStream.Pipeline.Tests.Replay.Pairing;

public sealed class PairedRowsTests
{
    private static readonly Gen<(double First, double Second)[]> Losses = Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20])
        .Select(pair => (pair.Item1 / 1024.0, pair.Item2 / 1024.0)).Array[2, 60];

    // The definition, on losses whose sums and squares doubles hold exactly, so that nothing but the last division and root rounds.
    [Fact]
    public void StandardError_OfAnyRows_IsThatOfTheDefinition() => Losses.Sample(losses =>
    {
        var (rows, differences) = (Add(losses), losses.Select(pair => pair.Second - pair.First).ToList());
        var n = (decimal)losses.Length;
        var (sum, squares) = (differences.Sum(d => (decimal)d), differences.Sum(d => (decimal)d * (decimal)d));
        var expected = Math.Sqrt((double)(((n * squares) - (sum * sum)) / (n * n * (n - 1))));

        Assert.Equal((double)(sum / n), rows.MeanDifference!.Value, 1e-12);
        Assert.Equal(expected, rows.StandardError!.Value, Math.Max(expected * 1e-14, 1e-300));
    });

    [Fact]
    public void Figures_OfRowsInAnyOrder_AreTheSameToTheBit() => Losses.Sample(losses =>
    {
        var (one, other) = (Add(losses), Add(losses.OrderBy(pair => pair.Second)));

        Assert.Equal(one.MeanDifference, other.MeanDifference);
        Assert.Equal(one.StandardError, other.StandardError);
    });

    // In doubles, Σd² − n·d̄² of these is 0: their mean takes all of the digits.
    [Fact]
    public void StandardError_OfDifferencesThatHardlyDiffer_KeepsItsDigits()
    {
        var rows = Add([(0, 1e9), (0, 1e9 + Math.ScaleB(1, -20)), (0, 1e9)]);

        Assert.Equal(Math.ScaleB(1, -20) / 3, rows.StandardError!.Value, 1e-20);
    }

    [Fact]
    public void Add_IgnoredAndInfiniteRows_AreInNoMean()
    {
        var rows = Add([(1, 2), (double.NaN, double.NaN), (double.PositiveInfinity, 3), (double.PositiveInfinity, double.PositiveInfinity), (2, 2)]);

        Assert.Equal((2, 2, 0.5), (rows.Rows, rows.Infinite, rows.MeanDifference));
        Assert.Equal((1, 1, 2), (rows.FirstLower, rows.SecondLower, rows.Equal));
    }

    [Fact]
    public void Figures_OfTooFewRows_AreAbsent()
    {
        Assert.Null(new PairedRows().MeanDifference);
        Assert.Null(Add([(1, 2)]).StandardError);
    }

    [Fact]
    public void StandardError_OfSquaresBeyondDoubles_IsAbsent()
    {
        var rows = Add([(1e200, 0), (2e200, 0)]);

        Assert.Null(rows.StandardError);
        Assert.Equal(-1.5e200, rows.MeanDifference);
    }

    [Fact]
    public void MeanDifference_OfDifferencesThatAddUpBeyondDoubles_IsTheirMean() => Assert.Equal(-1.6e308, Add([(1.6e308, 0), (1.6e308, 0)]).MeanDifference);

    private static PairedRows Add(IEnumerable<(double First, double Second)> losses)
    {
        var rows = new PairedRows();
        foreach (var (first, second) in losses)
        {
            rows.Add(first, second);
        }

        return rows;
    }
}
