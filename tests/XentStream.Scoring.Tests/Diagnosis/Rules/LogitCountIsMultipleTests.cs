using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LogitCountIsMultipleTests
{
    [Fact]
    public void Find_TwoPredictionsForEachLabel_GivesRatioAndCounts()
    {
        var fault = OwnedBatch.OfShapes([24, 10], [12]).FindFault();

        FaultAssert.Rejects(FaultCode.LogitCountIsMultiple, fault, "2 predictions for each label: 24 predictions, 12 labels");
        Assert.Equal((Certainty.Ambiguous, FaultCode.PartialBatchMismatch), (fault.Certainty, Assert.Single(fault.Alternatives)));
    }

    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void Find_ManyPredictionsForEachLabel_MayBeAMap(long ratio, bool mayBeMap)
    {
        var fault = OwnedBatch.OfShapes([3 * ratio, 10], [3]).FindFault();

        FaultAssert.Rejects(FaultCode.LogitCountIsMultiple, fault, $"{ratio} predictions for each label");
        Assert.Equal(mayBeMap, fault.Alternatives.Contains(FaultCode.LabelRankTooLow));
    }

    [Fact]
    public void PassOver_NoWholeRatio_HasLostRows() => Assert.Equal([FaultCode.PartialBatchMismatch], OwnedBatch.OfShapes([25, 10], [12]).Codes());
}
