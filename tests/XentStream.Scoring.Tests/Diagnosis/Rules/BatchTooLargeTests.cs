using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class BatchTooLargeTests
{
    [Fact]
    public void Find_MoreRowsThanAllowed_GivesRowsAndLimit() =>
        FaultAssert.Rejects(FaultCode.BatchTooLarge, OwnedBatch.OfShapes([4, 3], [4]).FindFault(new Contract { MaxRows = 3 }), "4 rows", "allows 3");

    [Fact]
    public void PassOver_AsManyRowsAsAllowed_IsScored() => Assert.Equal(4, OwnedBatch.OfShapes([4, 3], [4]).Score(new Contract { MaxRows = 4 }).Scored);
}
