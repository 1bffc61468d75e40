using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class SequenceOffByOneTests
{
    [Theory]
    [InlineData(24, 22, "P = 2x12 predictions, K = 2x11 labels: one step too many on the scores' side")]
    [InlineData(22, 24, "P = 2x11 predictions, K = 2x12 labels: one step too many on the labels' side")]
    public void Find_FlattenedLengthsThatDifferByOne_GivesBothAndTheSide(long predictions, long labels, string wrong)
    {
        var fault = OwnedBatch.OfShapes([predictions, 10], [labels]).FindFault();

        FaultAssert.Rejects(FaultCode.SequenceOffByOne, fault, wrong);
        Assert.Equal((Certainty.Ambiguous, FaultCode.PartialBatchMismatch), (fault.Certainty, Assert.Single(fault.Alternatives)));
    }

    [Fact]
    public void Find_LengthsOfTheSameBatchThatDifferByOne_AreLikelyThat() => Assert.Equal(
        (FaultCode.SequenceOffByOne, Certainty.Likely), (OwnedBatch.OfShapes([2, 10, 12], [2, 11]).FindFault().Code, OwnedBatch.OfShapes([2, 10, 12], [2, 11]).FindFault().Certainty));

    [Theory]
    [InlineData(18, 16, FaultCode.PartialBatchMismatch)]
    [InlineData(25, 22, FaultCode.PartialBatchMismatch)]
    [InlineData(26, 22, FaultCode.SequenceLengthMismatch)]
    public void PassOver_ShortLengthsOrAnotherDifference_AreAnother(long predictions, long labels, FaultCode code) => Assert.Equal([code], OwnedBatch.OfShapes([predictions, 10], [labels]).Codes());
}
