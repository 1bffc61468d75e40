using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>Rows without a finite loss are counted and enter no sum.</summary>
public sealed class InfiniteLossTests
{
    private static readonly double[] Finite = [1, 2];

    public static TheoryData<double[]> InfiniteRows => new()
    {
        new double[] { double.NegativeInfinity, 0 },
        new double[] { double.NegativeInfinity, double.NegativeInfinity },
        new double[] { double.MinValue, double.MaxValue },
    };

    [Theory]
    [MemberData(nameof(InfiniteRows))]
    public void Score_InfiniteRow_IsCountedBesideTheOthers(double[] row)
    {
        var scorer = new BatchScorer();
        var expected = OwnedBatch.OfRow(Finite, 0).Score();

        var faults = scorer.Score(OwnedBatch.OfRows([row, Finite], 0, 0).View, new());

        Assert.Equal((FaultCode.InfiniteLoss, Severity.Warn), (Assert.Single(faults).Code, faults[0].Severity));
        Assert.Equal((1L, 1L), (scorer.Totals.Scored, scorer.Totals.Infinite));
        Assert.Equal((expected.WeightedMean, expected.Accuracy, expected.MeanBrier), (scorer.Totals.WeightedMean, scorer.Totals.Accuracy, scorer.Totals.MeanBrier));
        Assert.Equal(1, scorer.Totals.TopK[0].Rows);
    }

    [Fact]
    public void Score_WeightThatTakesALossBeyondDouble_CountsItAsInfinite()
    {
        var scorer = new BatchScorer();

        var fault = Assert.Single(scorer.Score(OwnedBatch.OfRow([0, 1e200], 0).WithWeights(1e144).View, new()));

        Assert.Equal(FaultCode.InfiniteLoss, fault.Code);
        Assert.Equal((0L, 1L), (scorer.Totals.Scored, scorer.Totals.Infinite));
        Assert.Null(scorer.Totals.WeightedMean);
    }

    [Fact]
    public void Score_LargestFiniteLosses_AreScoredAndSummed()
    {
        var totals = OwnedBatch.OfRows([[0, double.MaxValue], [0, double.MaxValue]], 0, 0).ScoreWithWarnings(new());

        Assert.Equal(2, totals.Scored);
        Assert.Equal(double.PositiveInfinity, totals.Loss.ToDouble());
        Assert.Equal((double.MaxValue, double.MaxValue), (totals.WeightedMean, totals.RowMean));
    }

    [Fact]
    public void Score_MinusInfinityInF32_IsTheSame()
    {
        var batch = new OwnedBatch(OwnedTensor.F32(TensorShape.Of(2), float.NegativeInfinity, 0), OwnedTensor.I64(default, 0));

        Assert.Equal(FaultCode.InfiniteLoss, batch.FindFault().Code);
    }
}
