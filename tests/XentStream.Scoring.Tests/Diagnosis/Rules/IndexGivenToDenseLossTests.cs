using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class IndexGivenToDenseLossTests
{
    private static readonly Contract Distribution = new() { Labels = LabelKind.Distribution };

    [Theory]
    [InlineData(new long[] { 4, 3 }, new long[] { 4 })]
    [InlineData(new long[] { 4, 3 }, new long[] { 4, 1 })]
    [InlineData(new long[] { 4, 3, 2 }, new long[] { 4, 2 })]
    public void Find_IndicesWhereRowsAreDeclared_GivesBothShapes(long[] scores, long[] labels) => FaultAssert.Rejects(
        FaultCode.IndexGivenToDenseLoss, OwnedBatch.OfShapes(scores, labels).FindFault(Distribution), $"Labels {TensorShape.Of(labels)}", $"shape {TensorShape.Of(scores)}");

    [Fact]
    public void Find_UndeclaredIntegersOfTheScoresShape_GivesTheShapeOfIndices() =>
        FaultAssert.Rejects(FaultCode.IndexGivenToDenseLoss, Integers(0, 0, 0, 2, 2, 2).FindFault(), "scores' shape [2, 3]", "shape [2]");

    [Fact]
    public void PassOver_UndeclaredOneHotRows_AreThose() => Assert.Equal([FaultCode.OnehotGivenToIndexLoss], Integers(1, 0, 0, 0, 0, 1).Codes());

    [Fact]
    public void PassOver_DeclaredIndices_AreScored() => Assert.Empty(OwnedBatch.OfShapes([4, 3], [4]).Codes(new Contract { Labels = LabelKind.Index }));

    private static OwnedBatch Integers(params long[] labels) => new(OwnedTensor.F64(TensorShape.Of(2, 3), 1, 2, 3, 4, 5, 6), OwnedTensor.I64(TensorShape.Of(2, 3), labels));
}
