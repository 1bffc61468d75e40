using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class InfiniteLossTests
{
    private static readonly double[] Row = [1, 2, 3];

    [Fact]
    public void Find_LabelOfProbabilityZero_WarnsWithBothCounts() => FaultAssert.Warns(
        FaultCode.InfiniteLoss, OwnedBatch.OfRows([Row, [double.NegativeInfinity, 0, 0], Row], 0, 0, 0).FindFault(), "1 of 3 scored rows", "the other 2");

    [Fact]
    public void PassOver_ProbabilityZeroOfAnotherClass_IsScored() => Assert.Empty(OwnedBatch.OfRows([Row, [double.NegativeInfinity, 0, 0]], 0, 1).Codes());

    [Fact]
    public void PassOver_ProbabilityZeroOfAnIgnoredLabel_IsScored() => Assert.Empty(OwnedBatch.OfRows([Row, [double.NegativeInfinity, 0, 0]], 0, -100).Codes());
}
