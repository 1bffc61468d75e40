using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelShapeMismatchTests
{
    [Theory]
    [InlineData(new long[] { 4, 10, 5 }, new long[] { 20 }, "[4, 5]")]
    [InlineData(new long[] { 4, 10, 5 }, new long[] { 5, 4 }, "[4, 5]")]
    public void Find_LabelsThatDoNotPair_GivesTheShapeThatWould(long[] scores, long[] labels, string expected) => FaultAssert.Rejects(
        FaultCode.LabelShapeMismatch,
        OwnedBatch.OfShapes(scores, labels).FindFault(),
        TensorShape.Of(scores).ToString(),
        TensorShape.Of(labels).ToString(),
        $"expected {expected}");

    [Fact]
    public void Find_LongestShapes_StillGiveAShortSentence() => FaultAssert.Rejects(
        FaultCode.LabelShapeMismatch,
        OwnedBatch.OfShapes([0, 999, 999, 999, 999, 999, 9, 2], [0, 999, 999, 999, 999, 999, 99, 2]).FindFault(new Contract { ClassAxis = -1 }));

    [Theory]
    [InlineData(ElementType.F16)]
    [InlineData(ElementType.BF16)]
    [InlineData(ElementType.F32)]
    [InlineData(ElementType.F64)]
    public void Find_UndeclaredLabelsOfAFloatingType_NamesTheType(ElementType type) => FaultAssert.Rejects(
        FaultCode.LabelShapeMismatch, Floating(type).FindFault(), "Labels [2]", $"type {type.Name} ");

    [Fact]
    public void PassOver_DeclaredIndicesOfAFloatingType_AreCast() =>
        Assert.Equal([FaultCode.LabelDtypeConvertible], Floating(ElementType.F32).Codes(new Contract { Labels = LabelKind.Index }));

    [Fact]
    public void PassOver_AsManyLabelsAsPredictionsInTheirShape_AreScored() => Assert.Empty(OwnedBatch.OfShapes([4, 10, 5], [4, 5]).Codes());

    private static OwnedBatch Floating(ElementType type) => new(OwnedTensor.Zeros(ElementType.F32, 2, 3), OwnedTensor.Zeros(type, 2));
}
