using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class WeightTests
{
    private static readonly OwnedBatch TwoRows = OwnedBatch.OfRows([[1, 0], [0, 2]], 0, 0);
    private static readonly double First = OwnedBatch.OfRow([1, 0], 0).Score().Loss.ToDouble();
    private static readonly double Second = OwnedBatch.OfRow([0, 2], 0).Score().Loss.ToDouble();

    [Fact]
    public void Score_Weights_EnterTheLossAndTheWeightedMeanOnly()
    {
        var plain = TwoRows.Score();

        var totals = TwoRows.WithWeights(4, 0.5).Score();

        Assert.Equal(4.5, totals.Weight.ToDouble());
        Relative.Equal(((4 * First) + (0.5 * Second)) / 4.5, totals.WeightedMean, 1e-15);
        Relative.Equal(((4 * First) + (0.5 * Second)) / 2, totals.RowMean, 1e-15);
        Assert.Equal(
            (plain.MeanBrier, plain.MeanEntropy, plain.MeanConfidence, plain.Accuracy, plain.CalibrationError),
            (totals.MeanBrier, totals.MeanEntropy, totals.MeanConfidence, totals.Accuracy, totals.CalibrationError));
    }

    [Fact]
    public void Score_WeightsOfOne_GiveTheBytesOfNone() =>
        Assert.Equal(TwoRows.Score().ToCanonicalBytes(), TwoRows.WithWeights(1, 1).Score().ToCanonicalBytes());

    [Fact]
    public void Score_F32Weights_GiveTheBytesOfF64() => Assert.Equal(
        TwoRows.WithWeights(0.25, 3).Score().ToCanonicalBytes(),
        (TwoRows with { Weights = OwnedTensor.F32(TensorShape.Of(2), 0.25f, 3) }).Score().ToCanonicalBytes());

    [Fact]
    public void Score_AllWeightsZero_HasNoWeightedMean()
    {
        var totals = TwoRows.WithWeights(0, -0.0).Score();

        Assert.Null(totals.WeightedMean);
        Assert.Equal((2L, 0.0), (totals.Scored, totals.RowMean));
    }

    [Fact]
    public void Score_MoreRowsThanABlock_PairsEachWithItsWeight()
    {
        const int Rows = 700;
        var weights = Enumerable.Range(0, Rows).Select(row => (double)row).ToArray();
        var batch = OwnedBatch.OfRows([.. Enumerable.Range(0, Rows).Select(row => new double[] { row, 0 })], [.. Enumerable.Repeat(1L, Rows)]);

        var totals = batch.WithWeights(weights).Score();

        // The loss of [r, 0] with label 1 is r + log1p(e^-r).
        Relative.Equal(weights.Sum(r => r * (r + Math.Log(1 + Math.Exp(-r)))), totals.Loss.ToDouble(), 1e-12);
    }
}
