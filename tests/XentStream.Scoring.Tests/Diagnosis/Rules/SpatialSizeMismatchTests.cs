using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class SpatialSizeMismatchTests
{
    [Fact]
    public void Find_MapsOfOtherSizes_GivesBoth() => FaultAssert.Rejects(
        FaultCode.SpatialSizeMismatch, OwnedBatch.OfShapes([1, 10, 5, 5], [1, 4, 4]).FindFault(), "map of logits is 5x5", "labels 4x4");

    [Fact]
    public void Find_LabelsOfAMultipleOfTheSize_GivesTheStride() =>
        Assert.Contains("stride of 4", OwnedBatch.OfShapes([1, 10, 8, 8], [1, 32, 32]).FindFault().Cause, StringComparison.Ordinal);

    [Fact]
    public void PassOver_TransposedMaps_DoNotPair() => Assert.Equal([FaultCode.LabelShapeMismatch], OwnedBatch.OfShapes([1, 10, 4, 5], [1, 5, 4]).Codes());

    [Fact]
    public void PassOver_AnotherBatch_HasLostRows() => Assert.Equal([FaultCode.PartialBatchMismatch], OwnedBatch.OfShapes([2, 10, 6, 5], [3, 4, 4]).Codes());
}
