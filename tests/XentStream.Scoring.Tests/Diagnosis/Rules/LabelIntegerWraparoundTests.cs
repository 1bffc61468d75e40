using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelIntegerWraparoundTests
{
    private static readonly double[] Row = [1, 2, 3];

    [Fact]
    public void Find_WrappedLabelOf32Bits_IsWrittenOut()
    {
        var labels = new OwnedTensor(ElementType.I32, TensorShape.Of(1), BitConverter.GetBytes(int.MinValue));

        FaultAssert.Rejects(FaultCode.LabelIntegerWraparound, new OwnedBatch(OwnedTensor.F64(TensorShape.Of(1, 3), Row), labels).FindFault(), "The label -2147483648 in row 0 is what a NaN becomes");
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Find_WrappedLabel_GivesItsPlace(long label) =>
        FaultAssert.Rejects(FaultCode.LabelIntegerWraparound, OwnedBatch.OfRows([Row, Row], 0, label).FindFault(), $"The label {label} in row 1");

    [Theory]
    [InlineData(ElementType.U8, 257, 256)]
    [InlineData(ElementType.I8, 129, 128)]
    public void Find_MoreClassesThanTheTypeCanName_WarnsWithBoth(ElementType type, long classes, int names) => FaultAssert.Warns(
        FaultCode.LabelIntegerWraparound, Narrow(type, classes).FindFault(), $"{classes} classes", $"type {type.Name}, which can name {names}");

    [Theory]
    [InlineData(ElementType.U8, 256)]
    [InlineData(ElementType.I8, 128)]
    [InlineData(ElementType.U16, 257)]
    public void PassOver_ClassesThatTheTypeCanName_AreScored(ElementType type, long classes) => Assert.Empty(Narrow(type, classes).Codes());

    [Fact]
    public void PassOver_NeighbourOfAWrappedLabel_IsOutOfRange() => Assert.Equal([FaultCode.LabelOutOfRange], OwnedBatch.OfRows([Row, Row], 0, int.MaxValue - 1).Codes());

    [Fact]
    public void PassOver_DeclaredIgnoreValue_IsIgnored() => Assert.Empty(OwnedBatch.OfRows([Row, Row], 0, int.MaxValue).Codes(new Contract { IgnoreIndex = int.MaxValue }));

    private static OwnedBatch Narrow(ElementType type, long classes) => new(OwnedTensor.Zeros(ElementType.F32, 2, classes), OwnedTensor.Zeros(type, 2));
}
