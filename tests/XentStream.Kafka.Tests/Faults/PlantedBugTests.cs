using XentStream.Faults.Planted;
using XentStream.Kafka.Tests.Broker;

namespace XentStream.Kafka.Tests.Faults;

public sealed class PlantedBugTests(KafkaBroker broker)
{
    [Fact]
    public async Task Verifier_OfAWorkerThatCommitsOffsetsBeforeResults_FindsWhatWasLost()
    {
        var kinds = await RunAsync(PlantedBug.OffsetsFirst);

        Assert.Contains("gap", kinds);
        Assert.Contains("records", kinds);
        Assert.Contains("lost from quarantine", kinds);
        Assert.DoesNotContain("doubled", kinds);
        Assert.DoesNotContain("overlap", kinds);
    }

    [Fact]
    public async Task Verifier_OfAWorkerThatWritesResultsOutsideTheTransaction_FindsWhatWasDoubled()
    {
        var kinds = await RunAsync(PlantedBug.ResultsOutside);

        Assert.Contains("doubled", kinds);
        Assert.Contains("records", kinds);
        Assert.Contains("quarantined twice", kinds);
        Assert.DoesNotContain("gap", kinds);
    }

    [Fact]
    public async Task Verifier_OfASoundWorkerThatDies_FindsNothing() => Assert.Empty(await RunAsync(PlantedBug.None));

    private async Task<IReadOnlyList<string>> RunAsync(PlantedBug bug)
    {
        broker.Require();
        var verdict = await PlantedBugRun.RunAsync(broker.Address, bug, TestContext.Current.CancellationToken);
        foreach (var violation in verdict.Violations)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(violation);
        }

        return [.. verdict.Violations.Select(violation => violation.Split(':')[0]).Distinct()];
    }
}
