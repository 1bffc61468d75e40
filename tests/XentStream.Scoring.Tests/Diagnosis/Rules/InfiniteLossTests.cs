using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class InfiniteLossTests
{
    private static readonly double[] Row = [1, 2, 3];

    [Fact]
    public void Find_LabelOfProbabilityZero_WarnsWithBothCounts() => FaultAssert.Warns(
        FaultCode.InfiniteLoss, OwnedBatch.OfRows([Row, [double.NegativeInfinity, 0, 0], Row], 0, 0, 0).FindFault(), "1 of 3 scored rows", "the other 2");

    [Fact]
    public void Find_LossThatItsWeightTakesBeyondDoubles_SaysSo() => FaultAssert.Warns(
        FaultCode.InfiniteLoss,
        OwnedBatch.OfRows([Row, [0, 1e200, 0], Row], 0, 0, 0).WithWeights(1, 1e144, 1).FindFault(),
        "1 of 3 scored rows have a loss that is, with its weight, beyond the range of a double. The mean is over the other 2.");

    [Fact]
    public void Find_LossBeyondDoublesByTheScoresOrClassWeights_SaysSo()
    {
        FaultAssert.Warns(FaultCode.InfiniteLoss, OwnedBatch.OfRow([double.MinValue, double.MaxValue], 0).FindFault(), "1 of 1 scored rows have a loss that is", "No row is left");
        FaultAssert.Warns(FaultCode.InfiniteLoss, OwnedBatch.OfRow([0, 1e200], 0).FindFault(new Contract { ClassWeights = [1e144, 1] }), "1 of 1 scored rows have a loss that is");
        FaultAssert.Warns(
            FaultCode.InfiniteLoss, OwnedBatch.OfRow([0, 1e200], 0).FindFault(new Contract { ClassWeights = [1e144, 1], LabelSmoothing = 0.5 }), "1 of 1 scored rows have a loss that is");
        FaultAssert.Warns(
            FaultCode.InfiniteLoss,
            new OwnedBatch(OwnedTensor.F64(TensorShape.Of(1), -1e200), OwnedTensor.I64(TensorShape.Of(1), 1)).FindFault(new Contract { Link = Link.Sigmoid, PositiveWeights = [1e144] }),
            "1 of 1 scored rows have a loss that is");
    }

    [Fact]
    public void Find_RowsOfBothKinds_CountsEach() => FaultAssert.Warns(
        FaultCode.InfiniteLoss,
        OwnedBatch.OfRows([Row, [0, 1e200, 0], [double.NegativeInfinity, 0, 0]], 0, 0, 0).WithWeights(1, 1e144, 1e144).FindFault(),
        "1 of 3 scored rows give their label probability 0", "1 of 3 scored rows have a loss that is", "the other 1");

    [Theory]
    [InlineData(8e307)]
    [InlineData(double.MaxValue / 2)]
    public void Find_LossesThatAddUpBeyondDoubles_SaysThatThereIsNoSum(double score)
    {
        var batch = OwnedBatch.OfRows([[-score, score], [-score, score]], 0, 0);

        FaultAssert.Warns(FaultCode.InfiniteLoss, batch.FindFault(), "The losses of 2 rows add up to more than a double holds");
        Assert.Equal((2 * score, 2 * score), (batch.ScoreWithWarnings(new()).WeightedMean, batch.ScoreWithWarnings(new()).RowMean));
    }

    [Fact]
    public void PassOver_OneLossAsLargeAsADouble_IsScored() => Assert.Equal(1.6e308, OwnedBatch.OfRow([-8e307, 8e307], 0).Score().WeightedMean);

    [Fact]
    public void PassOver_ProbabilityZeroOfAnotherClass_IsScored() => Assert.Empty(OwnedBatch.OfRows([Row, [double.NegativeInfinity, 0, 0]], 0, 1).Codes());

    [Fact]
    public void PassOver_ProbabilityZeroOfAnIgnoredLabel_IsScored() => Assert.Empty(OwnedBatch.OfRows([Row, [double.NegativeInfinity, 0, 0]], 0, -100).Codes());
}
