using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class PartialBatchMismatchTests
{
    [Fact]
    public void Find_OtherLeadingLength_GivesBothCounts()
    {
        var fault = OwnedBatch.OfShapes([32, 10], [31]).FindFault();

        FaultAssert.Rejects(FaultCode.PartialBatchMismatch, fault, "32 predictions", "31 labels");
        Assert.Equal((Certainty.Ambiguous, FaultCode.SequenceLengthMismatch), (fault.Certainty, Assert.Single(fault.Alternatives)));
    }

    [Fact]
    public void PassOver_AWholeRatio_IsThat() => Assert.Equal([FaultCode.LogitCountIsMultiple], OwnedBatch.OfShapes([32, 10], [16]).Codes());

    [Fact]
    public void PassOver_AsManyRows_AreScored() => Assert.Empty(OwnedBatch.OfShapes([32, 10], [32]).Codes());
}
