using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelCountIsMultipleTests
{
    [Fact]
    public void Find_TwoLabelsForEachPrediction_GivesRatioAndCounts()
    {
        var fault = OwnedBatch.OfShapes([20, 10], [40]).FindFault();

        FaultAssert.Rejects(FaultCode.LabelCountIsMultiple, fault, "2 labels for each prediction: 40 labels, 20 predictions");
        Assert.Equal((Certainty.Ambiguous, FaultCode.PartialBatchMismatch), (fault.Certainty, Assert.Single(fault.Alternatives)));
    }

    [Fact]
    public void Find_LabelsOfSeveralStepsBesideEachPrediction_AreLikelyThat()
    {
        var fault = OwnedBatch.OfShapes([4, 10], [4, 6]).FindFault();

        FaultAssert.Rejects(FaultCode.LabelCountIsMultiple, fault, "6 labels for each prediction");
        Assert.Equal(Certainty.Likely, fault.Certainty);
    }

    [Fact]
    public void Find_SequencesOfDoubleLength_NamesLengthsToo() =>
        Assert.Equal([FaultCode.SequenceLengthMismatch], OwnedBatch.OfShapes([2, 10, 12], [2, 24]).FindFault().Alternatives);

    [Theory]
    [InlineData(41)]
    [InlineData(30)]
    public void PassOver_NoWholeRatio_HasLostRows(long labels) => Assert.Equal([FaultCode.PartialBatchMismatch], OwnedBatch.OfShapes([20, 10], [labels]).Codes());
}
