using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class NothingToScoreTests
{
    [Theory]
    [InlineData(new long[] { 0, 3 }, new long[] { 2 }, "[0, 3]", "[2]")]
    [InlineData(new long[] { 2, 3 }, new long[] { 0 }, "[2, 3]", "[0]")]
    [InlineData(new long[] { 2, 0 }, new long[] { 2 }, "[2, 0]", "[2]")]
    public void Find_OneSideEmpty_GivesBothShapes(long[] scores, long[] labels, string scoresText, string labelsText) =>
        FaultAssert.Rejects(FaultCode.NothingToScore, OwnedBatch.OfShapes(scores, labels).FindFault(), scoresText, labelsText);

    [Fact]
    public void PassOver_BothSidesEmpty_IsNotRejected() => Assert.True(OwnedBatch.OfShapes([0, 3], [0]).ScoreWithWarnings(new Contract()).IsEmpty);
}
