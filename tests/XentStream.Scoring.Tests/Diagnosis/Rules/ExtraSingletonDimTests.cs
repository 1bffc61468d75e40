using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class ExtraSingletonDimTests
{
    private static readonly Contract Index = new() { Labels = LabelKind.Index };
    private static readonly OwnedBatch Column = new(FourRows.Scores, OwnedTensor.I64(TensorShape.Of(4, 1), 0, 1, 2, 0));

    [Fact]
    public void Find_ColumnOfDeclaredIndices_IsScoredWithoutTheAxis()
    {
        FaultAssert.Warns(FaultCode.ExtraSingletonDim, Column.FindFault(Index), "Labels [4, 1]", "scores [4, 3]", "expected [4]");
        Assert.Equal((Certainty.Certain, FourRows.Loss), (Column.FindFault(Index).Certainty, Column.FindFault(Index).LossAfterFix));
        Assert.Equal(FourRows.Loss, Column.ScoreWithWarnings(Index).WeightedMean);
    }

    [Fact]
    public void Find_UndeclaredColumn_MayBeForADenseLoss()
    {
        var fault = Column.FindFault();

        FaultAssert.Rejects(FaultCode.ExtraSingletonDim, fault, "Labels [4, 1]");
        Assert.Equal((Certainty.Ambiguous, FaultCode.IndexGivenToDenseLoss, FourRows.Loss), (fault.Certainty, Assert.Single(fault.Alternatives), fault.LossAfterFix));
    }

    [Theory]
    [InlineData(new long[] { 1, 3 }, new long[0])]
    [InlineData(new long[] { 3 }, new long[] { 1 })]
    [InlineData(new long[] { 1, 3, 2, 2 }, new long[] { 2, 2 })]
    [InlineData(new long[] { 2, 3, 2, 2 }, new long[] { 2, 1, 2, 2 })]
    public void Find_AxisOfLengthOneOnOneSide_IsScoredWithoutIt(long[] scores, long[] labels) =>
        FaultAssert.Warns(FaultCode.ExtraSingletonDim, OwnedBatch.OfShapes(scores, labels).FindFault(Index), TensorShape.Of(labels).ToString());

    [Fact]
    public void PassOver_DeclaredSqueeze_IsScored()
    {
        Assert.Empty(Column.Codes(new Contract { Squeeze = true }));
        Assert.Equal(FourRows.Loss, Column.Score(new Contract { Squeeze = true }).WeightedMean);
    }

    [Fact]
    public void PassOver_AxisOfLengthTwo_HoldsSeveralLabels() => Assert.Equal([FaultCode.LabelCountIsMultiple], OwnedBatch.OfShapes([4, 3], [4, 2]).Codes(Index));
}
