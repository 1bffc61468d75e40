using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelNonIntegralTests
{
    private static readonly Contract Index = new() { Labels = LabelKind.Index };

    [Theory]
    [InlineData(0.5f, "0.5")]
    [InlineData(float.NaN, "NaN")]
    public void Find_LabelThatIsNotWhole_GivesItAndItsRow(float label, string text) =>
        FaultAssert.Rejects(FaultCode.LabelNonIntegral, Batch(1, label).FindFault(Index), "1 of 2 labels", $"the first is {text} in row 1");

    [Theory]
    [InlineData(0.5f, "interpolated")]
    [InlineData(float.NaN, "missing")]
    public void Find_LabelThatIsNotWhole_SaysWhatItMayBe(float label, string cause) => Assert.Contains(cause, Batch(1, label).FindFault(Index).Cause, StringComparison.Ordinal);

    [Fact]
    public void PassOver_WholeLabelThatIsNoClass_IsOutOfRange() => Assert.Equal([FaultCode.LabelOutOfRange], Batch(0, 3).Codes(Index));

    [Fact]
    public void PassOver_SoftLabelsOfASigmoid_AreScored() =>
        Assert.Empty(new OwnedBatch(OwnedTensor.F64(TensorShape.Of(2), 1, 2), OwnedTensor.F64(TensorShape.Of(2), 0.5, 1)).Codes(new Contract { Link = Link.Sigmoid }));

    private static OwnedBatch Batch(params float[] labels) => new(OwnedTensor.F64(TensorShape.Of(2, 3), 1, 2, 3, 4, 5, 6), OwnedTensor.F32(TensorShape.Of(2), labels));
}
