using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class IgnoreIndexCollidesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Find_IgnoreValueThatIsAClass_InformsWithBoth(long value) => FaultAssert.Is(
        FaultCode.IgnoreIndexCollides, Severity.Info, IgnoreIndexCollides.Find(new Contract { Classes = 10, IgnoreIndex = value })!, $"The ignore value {value}", "10 declared classes");

    [Theory]
    [InlineData(10)]
    [InlineData(-100)]
    public void PassOver_IgnoreValueBesideTheClasses_CollidesWithNone(long value) => Assert.Null(IgnoreIndexCollides.Find(new Contract { Classes = 10, IgnoreIndex = value }));
}
