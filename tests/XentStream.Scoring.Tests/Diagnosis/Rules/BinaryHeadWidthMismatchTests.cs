using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class BinaryHeadWidthMismatchTests
{
    private static readonly Contract Sigmoid = new() { Link = Link.Sigmoid };

    [Theory]
    [InlineData(new long[] { 4, 2 }, new long[] { 4, 1 }, "2 score columns against 1 label column")]
    [InlineData(new long[] { 4, 2 }, new long[] { 4 }, "2 score columns against 1 label column")]
    [InlineData(new long[] { 4 }, new long[] { 4, 2 }, "1 score column against 2 label columns")]
    public void Find_OneColumnAgainstTwo_GivesBothWidths(long[] scores, long[] labels, string wrong) =>
        FaultAssert.Rejects(FaultCode.BinaryHeadWidthMismatch, OwnedBatch.OfShapes(scores, labels).FindFault(Sigmoid), wrong, TensorShape.Of(labels).ToString());

    [Fact]
    public void Find_ColumnOfClassIds_SaysSo()
    {
        var fault = (OwnedBatch.OfShapes([4, 5], [4]) with { Labels = OwnedTensor.I64(TensorShape.Of(4), 0, 4, 2, 1) }).FindFault(Sigmoid);

        FaultAssert.Rejects(FaultCode.BinaryHeadWidthMismatch, fault, "5 score columns against 1 label column");
        Assert.Contains("class ids", fault.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void PassOver_ColumnWithAnIdThatIsNoClass_IsOneLabelForEachRow() => Assert.Equal(
        [FaultCode.LabelRankTooLow],
        (OwnedBatch.OfShapes([4, 5], [4]) with { Labels = OwnedTensor.I64(TensorShape.Of(4), 0, 5, 2, 1) }).Codes(Sigmoid));

    [Fact]
    public void PassOver_OtherRows_HaveLostSome() => Assert.Equal([FaultCode.PartialBatchMismatch], OwnedBatch.OfShapes([4, 2], [3, 1]).Codes(Sigmoid));
}
