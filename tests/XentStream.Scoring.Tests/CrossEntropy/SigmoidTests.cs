using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class SigmoidTests
{
    private static readonly Contract Sigmoid = new() { Link = Link.Sigmoid };

    // A loss of e^-x to first order, where PyTorch's formula has no digit left.
    [Theory]
    [InlineData(40, 1)]
    [InlineData(-40, 0)]
    [InlineData(300, 1)]
    [InlineData(-300, 0)]
    public void Score_ConfidentAndRight_KeepsTheDigitsOfATinyLoss(double score, double label) =>
        Relative.Equal(Math.Exp(-Math.Abs(score)), Assert.Single(Batch([score], [label]).ScoreRows(Sigmoid)), 1e-14);

    [Fact]
    public void Score_BothLabelsOfOneScore_DifferByTheScore()
    {
        var losses = Batch([2.5, 2.5, 0], [1, 0, 1]).ScoreRows(Sigmoid);

        Relative.Equal(Math.Log(1 + Math.Exp(-2.5)), losses[0], 1e-15);
        Relative.Equal(2.5 + losses[0], losses[1], 1e-15);
        Relative.Equal(Math.Log(2), losses[2], 1e-15);
    }

    [Fact]
    public void Score_Logits_GiveTheFiguresOfTheirProbabilities()
    {
        var totals = Batch([Math.Log(3), 0, -Math.Log(3)], [1, 0, 1]).Score(Sigmoid);

        Relative.Equal(1.0 / 3, totals.Accuracy, 1e-15);
        Relative.Equal((0.0625 + 0.25 + 0.5625) / 3, totals.MeanBrier, 1e-14);
        Relative.Equal((0.75 + 0.5 + 0.75) / 3, totals.MeanConfidence, 1e-14);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1, 0)]
    [InlineData(double.NegativeInfinity, 0, 0)]
    [InlineData(double.NegativeInfinity, 1, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, 0, double.PositiveInfinity)]
    public void Score_Infinity_IsCertain(double score, double label, double loss) => Assert.Equal([loss], Batch([score], [label]).ScoreRows(Sigmoid));

    [Fact]
    public void Score_Probabilities_GiveTheirLogarithms()
    {
        var losses = Batch([0.25, 0.25, 0, 1], [1, 0, 1, 1]).ScoreRows(Sigmoid with { Scores = ScoreKind.Probabilities });

        Relative.Equal(Math.Log(4), losses[0], 1e-15);
        Relative.Equal(-Math.Log(0.75), losses[1], 1e-15);
        Assert.Equal([double.PositiveInfinity, 0], losses[2..]);
    }

    [Fact]
    public void Score_PositiveWeights_FollowTheLastAxis()
    {
        var batch = new OwnedBatch(OwnedTensor.F64(TensorShape.Of(2, 2), 0, 0, 0, 0), OwnedTensor.Zeros(ElementType.F64, 2, 2) with { Bytes = OwnedTensor.F64(TensorShape.Of(2, 2), 1, 1, 1, 0).Bytes });

        Assert.Equal([2, 3, 2, 1], batch.ScoreRows(Sigmoid with { PositiveWeights = [2, 3] }).Select(loss => Math.Round(loss / Math.Log(2), 12)));
    }

    [Fact]
    public void Score_IgnoredLabels_AreThoseThatAreDeclared()
    {
        var batch = Batch([double.NaN, 0], [-1, 1]);

        Assert.Equal((1L, 1L), (batch.Score(Sigmoid with { Labels = LabelKind.Binary, IgnoreIndex = -1 }).Scored, batch.Score(Sigmoid with { Labels = LabelKind.Binary, IgnoreIndex = -1 }).Ignored));
    }

    private static OwnedBatch Batch(double[] scores, double[] labels) => new(OwnedTensor.F64(TensorShape.Of(scores.Length), scores), OwnedTensor.F64(TensorShape.Of(labels.Length), labels));
}
