using XentStream.Scoring.Contracts;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

public sealed class TotalsTests
{
    private static readonly OwnedBatch TwoRows = OwnedBatch.OfRows([[3, 2, 1, 0], [3, 2, 1, 0]], 0, 2);

    [Fact]
    public void Add_TotalsWithOtherK_KeepsTheRowsOfEachK()
    {
        var totals = TwoRows.Score(new Contract { TopK = [1, 3] });
        totals.Add(OwnedBatch.OfRow([0, 1, 2, 3], 0).Score(new Contract { TopK = [1, 2, 4] }));
        totals.Add(TwoRows.Score(new Contract { TopK = [] }));

        Assert.Equal(5, totals.Scored);
        Assert.Equal([new TopKHits(1, 3, 1), new TopKHits(2, 1, 0), new TopKHits(3, 2, 2), new TopKHits(4, 1, 1)], totals.TopK);
    }

    [Fact]
    public void Add_TotalsWithOtherK_GivesTheSameBytesInEitherOrder()
    {
        var (left, right) = (TwoRows.Score(new Contract { TopK = [1, 3] }), TwoRows.Score(new Contract { TopK = [2, 4] }));
        var (leftAgain, rightAgain) = (TwoRows.Score(new Contract { TopK = [1, 3] }), TwoRows.Score(new Contract { TopK = [2, 4] }));

        left.Add(right);
        rightAgain.Add(leftAgain);

        Assert.Equal(left.ToCanonicalBytes(), rightAgain.ToCanonicalBytes());
    }

    [Fact]
    public void Totals_OfNoRows_HaveNoFigures()
    {
        var totals = new Totals();

        Assert.True(totals.IsEmpty);
        Assert.All(
            [totals.WeightedMean, totals.RowMean, totals.MeanBrier, totals.MeanEntropy, totals.MeanConfidence, totals.Accuracy, totals.CalibrationError],
            figure => Assert.Null(figure));
    }

    [Fact]
    public void MeanOf_EachKind_IsThatMean()
    {
        var totals = FixedTotals.Make();

        Assert.Equal((3.5 / 3, 3.5 / 2), (totals.MeanOf(MeanKind.Weighted), totals.MeanOf(MeanKind.Row)));
    }

    [Fact]
    public void CalibrationError_FixedTotals_IsTheSumOfTheGaps() => Assert.Equal((0.5 + 0.75) / 2, FixedTotals.Make().CalibrationError);

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.0666, 0)]
    [InlineData(0.0667, 1)]
    [InlineData(0.5, 7)]
    [InlineData(0.9333, 13)]
    [InlineData(0.9334, 14)]
    [InlineData(1.0, 14)]
    public void IndexOf_Confidence_IsItsFifteenth(double confidence, int bin) => Assert.Equal(bin, CalibrationBin.IndexOf(confidence));
}
