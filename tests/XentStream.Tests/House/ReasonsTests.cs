using XentStream.Scoring.Faults;

namespace XentStream.Tests.House;

public sealed class ReasonsTests
{
    [Fact]
    public void Runbook_IsWhatTheProgramSays() =>
        Assert.Equal(ReasonPages.ToMarkdown(), File.ReadAllText(Path.Combine(Repository.Root, "ops", "runbooks", "reasons.md")));

    [Fact]
    public void Pages_AreOneForEachCode() => Assert.Equal(FaultCodes.All, ReasonPages.All.Select(page => page.Code).Order());
}
