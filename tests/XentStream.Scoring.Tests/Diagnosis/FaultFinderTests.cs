using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class FaultFinderTests
{
    private static readonly double[] Row = [1, 2, 3];

    [Fact]
    public void Find_SeveralFaultsOfShapes_NamesTheFirstInTheOrderOfTheSteps() =>
        Assert.Equal([FaultCode.ClassCountMismatch], OwnedBatch.OfShapes([2, 3], [5]).Codes(new Contract { Classes = 4 }));

    [Fact]
    public void Find_LabelsAndScoresBothWrong_NamesTheLabelsFirst()
    {
        var faults = OwnedBatch.OfRows([Row, [double.NaN, 0, 0]], 7, 0).FindFaults();

        Assert.Equal([FaultCode.LabelOutOfRange, FaultCode.NumericOverflow], faults.Select(fault => fault.Code));
        FaultAssert.Rejects(FaultCode.LabelOutOfRange, faults[0], "1 of 2", "7 in row 0");
        FaultAssert.Rejects(FaultCode.NumericOverflow, faults[1], "row 1 with NaN");
    }

    [Fact]
    public void Find_EverythingWrong_ListsTheCodesInTheirOrder() => Assert.Equal(
        [FaultCode.RowWeightInvalid, FaultCode.LabelOutOfRange, FaultCode.NumericOverflow],
        OwnedBatch.OfRows([Row, [double.NaN, 0, 0], Row], 7, 0, 0).WithWeights(1, 1, -1).Codes());
}
