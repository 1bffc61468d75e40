using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class NothingToScoreAllIgnoredTests
{
    private static readonly double[] Row = [1, 2, 3];

    [Fact]
    public void Find_AllRowsIgnored_WarnsWithTheirNumber() =>
        FaultAssert.Warns(FaultCode.NothingToScore, OwnedBatch.OfRows([Row, Row], -100, -100).FindFault(), "0 of 2 labels");

    [Fact]
    public void Find_RowsOfZerosThatAreToBeIgnored_WarnsWithTheirNumber() => FaultAssert.Warns(
        FaultCode.NothingToScore,
        new OwnedBatch(OwnedTensor.F64(TensorShape.Of(1, 3), Row), OwnedTensor.F64(TensorShape.Of(1, 3), 0, 0, 0)).FindFault(new Contract { IgnoresZeroRows = true }),
        "0 of 1");

    [Fact]
    public void Find_EmptyBatch_WarnsAndIsEmpty()
    {
        var batch = OwnedBatch.OfShapes([0, 10], [0]);

        FaultAssert.Warns(FaultCode.NothingToScore, batch.FindFault(new Contract { Classes = 10 }), "0 of 0 labels");
        Assert.True(batch.ScoreWithWarnings(new Contract { Classes = 10 }).IsEmpty);
    }

    [Theory]
    [InlineData(1L << 31)]
    [InlineData((1L << 32) + 1)]
    [InlineData(long.MaxValue)]
    public void Find_NoRowsOfMoreClassesThanFitIntoMemory_Warns(long classes) =>
        FaultAssert.Warns(FaultCode.NothingToScore, OwnedBatch.OfShapes([0, classes], [0]).FindFault(), "0 of 0 labels");

    [Fact]
    public void PassOver_OneScoredRow_IsEnough() => Assert.Equal(1, OwnedBatch.OfRows([Row, Row], -100, 0).Score().Scored);
}
