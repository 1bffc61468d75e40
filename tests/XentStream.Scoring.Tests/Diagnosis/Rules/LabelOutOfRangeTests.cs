using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelOutOfRangeTests
{
    private static readonly double[] Row = [1, 2, 3];

    [Theory]
    [InlineData(4)]
    [InlineData(1000)]
    [InlineData(4_000_000_000_000_000_000)]
    public void Find_LabelThatIsNoClass_GivesCountRangeAndFirst(long label) => FaultAssert.Rejects(
        FaultCode.LabelOutOfRange,
        OwnedBatch.OfRows([Row, Row, Row, Row], 0, label, 2, label).FindFault(),
        "2 of 4 labels",
        "[0, 3)",
        $"the first is {label} in row 1");

    [Theory]
    [InlineData(0x8000000000000000)]
    [InlineData(ulong.MaxValue - 1)]
    public void Find_U64LabelBeyond63Bits_IsWrittenOut(ulong label)
    {
        var labels = new OwnedTensor(ElementType.U64, TensorShape.Of(1), BitConverter.GetBytes(label));

        FaultAssert.Rejects(FaultCode.LabelOutOfRange, new OwnedBatch(OwnedTensor.F64(TensorShape.Of(1, 3), Row), labels).FindFault(), "1 of 1 labels", $"{label} in row 0");
    }

    [Fact]
    public void Find_LabelBehindTheFirstBlock_GivesItsRowInTheBatch()
    {
        var labels = new long[1000];
        labels[700] = 3;

        FaultAssert.Rejects(FaultCode.LabelOutOfRange, OwnedBatch.OfRows([.. Enumerable.Repeat(Row, 1000)], labels).FindFault(), "1 of 1000", "3 in row 700");
    }

    [Fact]
    public void Find_LabelsOfMinusOneAndOne_NamesSignedCodingAndAnIgnoreValue()
    {
        var fault = OwnedBatch.OfRows([[1, 2], [1, 2]], -1, 1).FindFault();

        FaultAssert.Rejects(FaultCode.LabelOutOfRange, fault, "1 of 2 labels", "-1 in row 0");
        Assert.Contains("Signed binary coding", fault.Cause, StringComparison.Ordinal);
        Assert.Equal((Certainty.Ambiguous, FaultCode.IgnoreIndexMismatch), (fault.Certainty, Assert.Single(fault.Alternatives)));
    }

    [Theory]
    [InlineData(1003, "Raw ids (up to 1003)")]
    [InlineData(4, "another, larger vocabulary")]
    public void Find_LabelNearOrFarFromTheClasses_SaysWhatItMayBe(long label, string cause) =>
        Assert.Contains(cause, OwnedBatch.OfRows([Row, Row], 0, label).FindFault().Cause, StringComparison.Ordinal);

    [Theory]
    [InlineData(2)]
    [InlineData(-100)]
    public void PassOver_LastClassAndIgnoreValue_AreLegal(long label) => Assert.Empty(OwnedBatch.OfRows([Row, Row], 0, label).Codes());
}
