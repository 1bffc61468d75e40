using XentStream.Faults.Planted;
using XentStream.Faults.Verifying;
using XentStream.Kafka.Tests.Broker;

namespace XentStream.Kafka.Tests.Faults;

public sealed class PlantedBugTests(KafkaBroker broker)
{
    [Fact(Explicit = true)]
    public async Task Verifier_OfAWorkerThatCommitsOffsetsBeforeResults_FindsWhatWasLost()
    {
        var kinds = await RunAsync(PlantedBug.OffsetsFirst);

        Assert.Contains("gap", kinds);
        Assert.Contains("records", kinds);
        Assert.Contains("lost from quarantine", kinds);
        Assert.DoesNotContain("doubled", kinds);
        Assert.DoesNotContain("overlap", kinds);
    }

    [Fact(Explicit = true)]
    public async Task Verifier_OfAWorkerThatWritesResultsOutsideTheTransaction_FindsWhatWasDoubled()
    {
        var kinds = await RunAsync(PlantedBug.ResultsOutside);

        Assert.Contains("doubled", kinds);
        Assert.Contains("records", kinds);
        Assert.Contains("quarantined twice", kinds);
        Assert.DoesNotContain("gap", kinds);
    }

    [Fact(Explicit = true)]
    public async Task Verifier_OfASoundWorkerThatDies_FindsNothing() => Assert.Empty(await RunAsync(PlantedBug.None));

    [Fact(Explicit = true)]
    public async Task Verifier_OfAWorkerThatDoesNotRebuildItsJoin_FindsLabelsThatMetNothing()
    {
        var kinds = await RunJoinedAsync(PlantedBug.StateNotRebuilt);

        Assert.Contains("books", kinds);
        Assert.Contains("totals", kinds);
        Assert.DoesNotContain("gap", kinds);
        Assert.DoesNotContain("records", kinds);
    }

    [Fact(Explicit = true)]
    public async Task Verifier_OfAWorkerThatDoesNotTakeOutWhatWasCorrected_FindsOtherTotals() => Assert.Equal(["totals", "replay"], await RunJoinedAsync(PlantedBug.CorrectionKept));

    [Fact(Explicit = true)]
    public async Task Verifier_OfASoundWorkerThatJoinsAndDies_FindsNothing() => Assert.Empty(await RunJoinedAsync(PlantedBug.None));

    private Task<IReadOnlyList<string>> RunAsync(PlantedBug bug) => RunAsync(PlantedBugRun.RunAsync, bug);

    private Task<IReadOnlyList<string>> RunJoinedAsync(PlantedBug bug) => RunAsync(PlantedBugRun.RunJoinedAsync, bug);

    private async Task<IReadOnlyList<string>> RunAsync(Func<string, PlantedBug, CancellationToken, Task<Verdict>> run, PlantedBug bug)
    {
        broker.Require();
        var verdict = await run(broker.Address, bug, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(verdict.ToString());
        foreach (var violation in verdict.Violations)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(violation);
        }

        return [.. verdict.Violations.Select(violation => violation.Split(':')[0]).Distinct()];
    }
}
