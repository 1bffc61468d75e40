using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class ScoredCountWrongTests
{
    private static readonly OwnedBatch Batch = OwnedBatch.OfRows([[1, 2, 3], [1, 2, 3], [1, 2, 3]], 0, 1, -100);

    [Theory]
    [InlineData("3")]
    [InlineData("+2")]
    [InlineData("two")]
    public void Find_AnotherCountThanTheSenders_WarnsWithBoth(string count) => FaultAssert.Warns(
        FaultCode.ScoredCountWrong, (Batch with { ScoredCount = count }).FindFault(), $"The sender counts {count} scored labels; 2 of 3 are scored here");

    [Theory]
    [InlineData("2")]
    [InlineData("")]
    public void PassOver_TheSameCountOrNone_IsScored(string count) => Assert.Empty((Batch with { ScoredCount = count }).Codes());
}
