using XentStream.Faults;
using XentStream.Faults.Planning;
using XentStream.Kafka.Tests.Broker;

namespace XentStream.Kafka.Tests.Faults;

public sealed class FaultRunTests(KafkaBroker broker)
{
    [Fact]
    public async Task Workers_ThroughThreeMinutesOfFaults_CountEveryRecordExactlyOnce()
    {
        // A cluster of its own, which may be killed; it needs Docker all the same.
        broker.Require();
        var options = new FaultRunOptions();
        var log = new RunLog(line => TestContext.Current.TestOutputHelper?.WriteLine(line));

        var outcome = await new FaultRun(options, log).RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(outcome.Violations);
        Assert.Equal(options.Records, outcome.Verdict.Records);
        Assert.Equal(options.Faults, outcome.Faults.Count);
        Assert.Equal(Enum.GetValues<FaultKind>(), outcome.Faults.Select(fault => fault.Kind).Distinct().Order());
    }
}
