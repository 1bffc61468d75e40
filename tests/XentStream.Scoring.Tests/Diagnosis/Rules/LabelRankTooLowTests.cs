using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelRankTooLowTests
{
    [Theory]
    [InlineData(new long[] { 2 })]
    [InlineData(new long[] { 2, 10 })]
    [InlineData(new long[] { 2, 1 })]
    public void Find_OneLabelForAMapOfPredictions_GivesBothCounts(long[] labels) => FaultAssert.Rejects(
        FaultCode.LabelRankTooLow, OwnedBatch.OfShapes([2, 10, 3, 4], labels).FindFault(), $"Labels {TensorShape.Of(labels)}", "each of 2 samples", "are 12 for each");

    [Fact]
    public void PassOver_AnotherLeadingLength_IsARatio() => Assert.Equal([FaultCode.LogitCountIsMultiple], OwnedBatch.OfShapes([2, 10, 3, 4], [3]).Codes());

    [Fact]
    public void PassOver_ALabelForEachPrediction_IsScored() => Assert.Empty(OwnedBatch.OfShapes([2, 10, 3, 4], [2, 3, 4]).Codes());
}
