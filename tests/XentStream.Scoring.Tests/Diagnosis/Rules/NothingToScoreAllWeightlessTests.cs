using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class NothingToScoreAllWeightlessTests
{
    private static readonly double[] Row = [1, 2, 3];

    // One row, as many as a vector has, and more than a block: F32 as the vectors take them.
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(700)]
    public void Find_RowWeightsOfZero_WarnsWithTheNumberOfRows(int rows)
    {
        var batch = Rows(rows, _ => 1) with { Weights = OwnedTensor.Zeros(ElementType.F32, rows) };

        FaultAssert.Warns(FaultCode.NothingToScore, batch.FindFault(), $"The weights of all {rows} scored rows are 0 by the tensor `weights`: there is no weighted mean.");
        Assert.Null(batch.ScoreWithWarnings(new()).WeightedMean);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(700)]
    public void Find_ClassWeightsOfZeroForTheLabelsThatOccur_Warns(int rows) =>
        FaultAssert.Warns(FaultCode.NothingToScore, Rows(rows, _ => 1).FindFault(new Contract { ClassWeights = [1, 0, 2] }), $"The weights of all {rows} scored rows are 0 by ClassWeights: ");

    [Fact]
    public void Find_IgnoredRowsBesideThem_CountsTheScored() => FaultAssert.Warns(
        FaultCode.NothingToScore, OwnedBatch.OfRows([Row, Row, Row], 0, -100, 2).WithWeights(0, 1, -0.0).FindFault(), "The weights of all 2 scored rows are 0");

    [Fact]
    public void Find_SigmoidRows_Warns() => FaultAssert.Warns(
        FaultCode.NothingToScore,
        new OwnedBatch(OwnedTensor.F64(TensorShape.Of(2), 3, -2), OwnedTensor.I64(TensorShape.Of(2), 1, 0)).WithWeights(0, 0).FindFault(new Contract { Link = Link.Sigmoid }),
        "The weights of all 2 scored rows are 0");

    [Theory]
    [InlineData(8)]
    [InlineData(700)]
    public void PassOver_OneRowThatWeighsSomething_IsEnough(int rows)
    {
        var weights = new double[rows];
        weights[rows / 2] = double.Epsilon;

        Assert.Empty(Rows(rows, row => row % 3).WithWeights(weights).Codes());
    }

    // PyTorch gives such rows the weight 1, and their losses are 0.
    [Fact]
    public void PassOver_ClassWeightsOfZeroForDistributions_HaveAMean()
    {
        var batch = new OwnedBatch(OwnedTensor.F64(TensorShape.Of(1, 3), Row), OwnedTensor.F64(TensorShape.Of(1, 3), 0.5, 0.5, 0));

        Assert.Equal(0, batch.Score(new Contract { ClassWeights = [0, 0, 1] }).WeightedMean);
    }

    private static OwnedBatch Rows(int rows, Func<int, long> labelOf) => new(
        OwnedTensor.F32(TensorShape.Of(rows, 3), [.. Enumerable.Range(0, rows * 3).Select(place => (place % 7) - 3f)]),
        OwnedTensor.I64(TensorShape.Of(rows), [.. Enumerable.Range(0, rows).Select(labelOf)]));
}
