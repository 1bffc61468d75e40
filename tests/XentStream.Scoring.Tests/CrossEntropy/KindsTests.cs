using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>What scores and labels are taken for.</summary>
public sealed class KindsTests
{
    private static readonly double[] Third = [0.5, 0.25, 0.25];

    [Fact]
    public void Score_Probabilities_GivesTheLossOfTheirLogarithms()
    {
        var contract = new Contract { Scores = ScoreKind.Probabilities };
        var totals = OwnedBatch.OfRows([Third, Third], 0, 1).Score(contract);

        Relative.Equal(Math.Log(2) + Math.Log(4), totals.Loss.ToDouble(), 1e-15);
        Assert.Equal((0.5, 0.5), (totals.Accuracy, totals.MeanConfidence));
        Assert.Equal((0.375 + 0.875) / 2, totals.MeanBrier);
        Relative.Equal(1.5 * Math.Log(2), totals.MeanEntropy, 1e-15);
    }

    [Fact]
    public void Score_LogProbabilities_GivesTheFiguresOfTheProbabilities()
    {
        var logs = OwnedBatch.OfRow([.. Third.Select(p => Math.Log(p))], 2).Score(new Contract { Scores = ScoreKind.LogProbabilities });

        Relative.Equal(2 * Math.Log(2), logs.Loss.ToDouble(), 1e-15);
        Relative.Equal(0.875, logs.MeanBrier, 1e-15);
    }

    [Fact]
    public void Score_ProbabilityZeroOfTheLabel_IsInfiniteAndNeverClamped()
    {
        var batch = OwnedBatch.OfRows([[0, 1], [0.5, 0.5]], 0, 0);

        FaultAssert.Warns(FaultCode.InfiniteLoss, batch.FindFault(new Contract { Scores = ScoreKind.Probabilities }), "1 of 2 scored rows");
        Assert.Equal([double.PositiveInfinity, Math.Log(2)], batch.ScoreRows(new Contract { Scores = ScoreKind.Probabilities }));
    }

    [Fact]
    public void Score_LabelLogProbabilities_HaveALossAndNothingElse()
    {
        var batch = new OwnedBatch(OwnedTensor.F32(TensorShape.Of(2, 2), -1, -0.5f, -9, 0), OwnedTensor.I64(TensorShape.Of(2, 2), 7, 50_000, -100, 3));
        var totals = batch.Score(new Contract { Scores = ScoreKind.LabelLogProbabilities });

        Assert.Equal((1.5, 3L, 1L, 0.5), (totals.Loss.ToDouble(), totals.Scored, totals.Ignored, totals.WeightedMean));
        Assert.All([totals.Accuracy, totals.MeanBrier, totals.MeanEntropy, totals.MeanConfidence, totals.CalibrationError], figure => Assert.Null(figure));
    }

    [Fact]
    public void Score_LabelLogProbabilitiesWithFloatingLabels_IgnoresTheSameRows()
    {
        var batch = new OwnedBatch(OwnedTensor.F32(TensorShape.Of(2), -1, -9), OwnedTensor.F32(TensorShape.Of(2), 7, -100));

        Assert.Equal([1, double.NaN], batch.ScoreRows(new Contract { Scores = ScoreKind.LabelLogProbabilities, Labels = LabelKind.Index }));
    }

    [Theory]
    [InlineData(ElementType.Bool)]
    [InlineData(ElementType.U8)]
    public void Score_OneHotRows_GiveTheBitsOfTheirIndices(ElementType type)
    {
        double[][] rows = [[3, 1, -2], [0.1, 0.2, 0.3]];
        var oneHot = new OwnedBatch(OwnedBatch.OfRows(rows, 0, 2).Scores, new OwnedTensor(type, TensorShape.Of(2, 3), [1, 0, 0, 0, 0, 1]));

        Assert.Equal(
            OwnedBatch.OfRows(rows, 0, 2).Score().ToCanonicalBytes(),
            oneHot.Score(new Contract { Labels = LabelKind.OneHot }).ToCanonicalBytes());
    }

    [Fact]
    public void Score_MinusInfinityWhereTheLabelHasNoWeight_CountsNothing()
    {
        var totals = Dense([1, double.NegativeInfinity, 1], [0.5, 0, 0.5]).Score();

        Relative.Equal(Math.Log(2), totals.Loss.ToDouble(), 1e-15);
    }

    // Then the label does not matter: L = Σ −log p / C.
    [Fact]
    public void Score_LabelSmoothedOverAllClasses_IsTheMeanOverThem() =>
        Assert.Equal(Math.Log(Math.Exp(-1) + Math.Exp(2) + 1) - (1.0 / 3), Assert.Single(OwnedBatch.OfRow([-1, 2, 0], 0).ScoreRows(new Contract { LabelSmoothing = 1 })), 6);

    [Fact]
    public void Score_MinusInfinityUnderSmoothing_IsInfinite() =>
        Assert.Equal([double.PositiveInfinity], OwnedBatch.OfRow([1, double.NegativeInfinity], 0).ScoreRows(new Contract { LabelSmoothing = 0.1 }));

    [Fact]
    public void Score_FloatingIndices_AreReadWhereTheyAreDeclared()
    {
        var batch = new OwnedBatch(OwnedTensor.F32(TensorShape.Of(2, 2), 1, 2, 3, 4), OwnedTensor.F32(TensorShape.Of(2), 1, -100));

        Assert.Equal(1, batch.Score(new Contract { Labels = LabelKind.Index }).Ignored);
    }

    private static OwnedBatch Dense(double[] scores, double[] labels) =>
        new(OwnedTensor.F64(TensorShape.Of(1, scores.Length), scores), OwnedTensor.F64(TensorShape.Of(1, labels.Length), labels));
}
