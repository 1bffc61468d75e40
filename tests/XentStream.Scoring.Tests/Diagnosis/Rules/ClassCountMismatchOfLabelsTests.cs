using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class ClassCountMismatchOfLabelsTests
{
    private static readonly Contract Distribution = new() { Labels = LabelKind.Distribution };

    [Fact]
    public void Find_LabelRowsOfAnotherWidth_GivesBothWidths() =>
        FaultAssert.Rejects(FaultCode.ClassCountMismatch, OwnedBatch.OfShapes([4, 3], [4, 2]).FindFault(Distribution), "3 classes", "label rows 2", "labels [4, 2]");

    [Fact]
    public void PassOver_LabelRowsOfTheSameWidth_AreScored() => Assert.Empty(
        new OwnedBatch(OwnedTensor.F64(TensorShape.Of(2, 3), 1, 2, 3, 4, 5, 6), OwnedTensor.F64(TensorShape.Of(2, 3), 1, 0, 0, 0, 0.5, 0.5)).Codes(Distribution));

    [Fact]
    public void PassOver_Column_IsOfIndices() => Assert.Equal([FaultCode.IndexGivenToDenseLoss], OwnedBatch.OfShapes([4, 3], [4, 1]).Codes(Distribution));
}
