using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class BroadcastRankMismatchTests
{
    private static readonly Contract Sigmoid = new() { Link = Link.Sigmoid };
    private static readonly OwnedBatch Column = new(OwnedTensor.F64(TensorShape.Of(3, 1), 1, -2, 3), OwnedTensor.I64(TensorShape.Of(3), 1, 0, 0));

    [Fact]
    public void Find_ColumnAgainstVector_PairsThemInOrder()
    {
        var fault = Column.FindFault(Sigmoid);

        FaultAssert.Warns(FaultCode.BroadcastRankMismatch, fault, "Scores [3, 1] and labels [3]", "broadcast to [3, 3]");
        Assert.Equal((Column with { Labels = OwnedTensor.I64(TensorShape.Of(3, 1), 1, 0, 0) }).Score(Sigmoid).RowMean, fault.LossAfterFix);
        Assert.Equal(fault.LossAfterFix, Column.ScoreWithWarnings(Sigmoid).RowMean);
    }

    [Fact]
    public void Find_OneRowAgainstSeveral_GivesWhatItWouldBroadcastTo() => FaultAssert.Rejects(
        FaultCode.BroadcastRankMismatch, OwnedBatch.OfShapes([1, 3], [4, 3]).FindFault(Sigmoid), "Scores [1, 3] and labels [4, 3]", "broadcast to [4, 3]");

    [Fact]
    public void PassOver_DeclaredSqueeze_IsScored() => Assert.Empty(Column.Codes(Sigmoid with { Squeeze = true }));

    [Fact]
    public void PassOver_EqualShapes_AreScored() => Assert.Empty((Column with { Labels = OwnedTensor.Zeros(ElementType.I64, 3, 1) }).Codes(Sigmoid));

    [Fact]
    public void PassOver_AnotherLength_HasLostRows() => Assert.Equal([FaultCode.PartialBatchMismatch], OwnedBatch.OfShapes([5], [3]).Codes(Sigmoid));
}
