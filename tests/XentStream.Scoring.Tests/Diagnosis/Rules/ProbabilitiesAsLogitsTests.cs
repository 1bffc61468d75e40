using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class ProbabilitiesAsLogitsTests
{
    private static readonly double[] Half = [0.5, 0.25, 0.25];

    [Fact]
    public void Find_LogitsThatSumToOne_WarnsWithTheFloorOfTheLoss()
    {
        var fault = OwnedBatch.OfRows([Half, [1, 0, 0]], 0, 0).FindFault();

        FaultAssert.Warns(FaultCode.ProbabilitiesAsLogits, fault, "All 2 rows", "0.55144");
        Assert.Equal(Certainty.Likely, fault.Certainty);
    }

    [Fact]
    public void Find_LogitsThatSumToOne_GivesTheLossOfTheirLogarithms() =>
        Relative.Equal(-(Math.Log(0.5) + Math.Log(0.75)) / 2, OwnedBatch.OfRows([Half, [0.125, 0.75, 0.125]], 0, 1).FindFault().LossAfterFix, 1e-12);

    [Fact]
    public void PassOver_OneRow_IsNoEvidence() => Assert.Empty(OwnedBatch.OfRow(Half, 0).Codes());

    [Theory]
    [InlineData(new[] { 1, 0.5, 0 })]
    [InlineData(new[] { 1.5, -0.5, 0 })]
    public void PassOver_AnotherSumOrARowBeyondOne_IsOfLogits(double[] row) => Assert.Empty(OwnedBatch.OfRows([Half, row], 0, 0).Codes());
}
