using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelOneBasedTests
{
    [Fact]
    public void Find_LabelsFromOneToC_GivesTheLossOfLabelsLessOne()
    {
        var fault = OwnedBatch.OfRows(FourRows.Rows, 1, 2, 3, 1).FindFault();

        FaultAssert.Rejects(FaultCode.LabelOneBased, fault, "from 1 to 3 for 3 classes", "1 of 4 are 3");
        Assert.Equal((Certainty.Likely, FaultCode.ClassCountMismatch, FourRows.Loss), (fault.Certainty, Assert.Single(fault.Alternatives), fault.LossAfterFix));
    }

    [Theory]
    [InlineData(FaultCode.LabelOutOfRange, new long[] { 0, 1, 2, 3 })]
    [InlineData(FaultCode.LabelOutOfRange, new long[] { 1, 2, 3, 4 })]
    [InlineData(FaultCode.IgnoreIndexMismatch, new long[] { 0, 1, 3, 3 })]
    [InlineData(FaultCode.IgnoreIndexMismatch, new long[] { 2, 2, 3, 3 })]
    public void PassOver_LabelZeroAnotherLabelOrNoneNearOne_IsAnother(FaultCode code, long[] labels) => Assert.Equal([code], OwnedBatch.OfRows(FourRows.Rows, labels).Codes());

    [Fact]
    public void PassOver_LargestLabelBelowC_IsLegal() => Assert.Empty(OwnedBatch.OfRows(FourRows.Rows, 1, 2, 2, 1).Codes());
}
