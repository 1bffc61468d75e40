using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class SpatialSizeMismatchFlattenedTests
{
    [Fact]
    public void Find_ManyPixelsWithACommonFactor_GivesTheCounts()
    {
        var fault = OwnedBatch.OfShapes([65536, 2], [57600]).FindFault();

        FaultAssert.Rejects(FaultCode.SpatialSizeMismatch, fault, "65536 predictions and 57600 labels", "multiples of 256");
        Assert.Equal(Certainty.Likely, fault.Certainty);
    }

    [Theory]
    [InlineData(57616)]
    [InlineData(49920)]
    public void PassOver_SmallFactorOrFewerPixels_AreLengths(long labels) => Assert.Equal([FaultCode.SequenceLengthMismatch], OwnedBatch.OfShapes([65536, 2], [labels]).Codes());
}
