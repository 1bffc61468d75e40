using XentStream.Demo;
using XentStream.Pipeline.Kafka;

namespace XentStream.Tests.Commands;

public sealed class ReplayCommandTests
{
    private static readonly string[] Broker = ["--set", "Kafka:BootstrapServers=localhost:1", "--topic", "predictions"];

    public static TheoryData<string, string> Misuses => new()
    {
        { "--resume", "--resume goes on from a checkpoint. Name it with --checkpoint." },
        { "--pair v1 v1", "--pair compares two versions. Name another one beside the first." },
        { "--pair v1 v2 --version v1", "--pair names both versions. Leave out --version." },
        { "--pair v1 v2 --checkpoint c.json", "--pair cannot be gone on from a checkpoint." },
        { "--rate 0", "--rate is a number of records a second, such as 5000." },
        { "--window 25h", "--window is from 1s to 24h." },
        { "--report /nowhere/report.json", "There is no folder for `/nowhere/report.json`. Make it, or name another file." },
        { "--from 2026-11-25T10:00:00Z --to 2026-11-25T10:00:00Z", "--from is not before --to, so nothing is between them." },
        { "--offsets 0=5..2", "`0=5..2` is not a range of offsets; write 0=100..200, 0=100.. or predictions:0=..200." },
        { "--offsets 0=1..2 --committed", "--committed says where partitions end, and so does --offsets. Leave one of them out." },
        { "--offsets other:0=1..2", "Each range of --offsets is of a partition of its own and of one of the topics predictions" },
        { "--offsets 0=1..2 --offsets 0=3..4", "Each range of --offsets is of a partition of its own" },
        { "--against nowhere.json", "There is no report `nowhere.json`. Name a file that `replay --report` has written." },
        { "--set Topics:Labels=labels --set Join:Within=00:01:00 --pair v1 v2", "--pair compares batches that carry their labels." },
        { "--set Topics:Labels=labels --set Join:Within=00:01:00 --slack 1m", "where labels are joined, Join:Disorder says by how much timestamps may be out of order. Leave it out." },
        { "--set Topics:Labels=labels --set Join:Within=00:01:00 --topic others", "Labels that come by themselves belong to one topic of predictions. Name that one by --topic." },
        { "--contract nowhere.json", "--contract: there is no file" },
    };

    [Theory]
    [MemberData(nameof(Misuses))]
    public async Task Misuse_IsToldWithTheFixAndExits2(string options, string sentence)
    {
        var run = await ProgramRun.RunAsync(["replay", .. Broker, .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Theory]
    [InlineData("replay --topic predictions")]
    [InlineData("certify {report}")]
    [InlineData("compare {report} results")]
    public async Task Broker_ThatDoesNotAnswer_IsToldAndExits6(string command)
    {
        var report = Path.GetTempFileName();
        await using (var file = File.Create(report))
        {
            XentStream.Reports.ReportJson.Write(file, Reports.SampleReport.Make());
        }

        var run = await ProgramRun.RunAsync([.. command.Replace("{report}", report, StringComparison.Ordinal).Split(' '), "--set", "Kafka:BootstrapServers=localhost:1", "--timeout", "300ms"]);

        Assert.Equal((6, ""), (run.ExitCode, run.Output));
        Assert.Contains("The broker localhost:1 did not answer within 0.3 s: ", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Theory]
    [InlineData("", 0, "There is no number: predictions has no record of model `nope`; 1 record was read. Check --model.")]
    [InlineData("--json", 0, "There is no number: predictions has no record of model `nope`; 1 record was read. Check --model.")]
    [InlineData("--against results", 2, "There is nothing to compare: predictions has no record of model `nope`; 1 record was read, and xentstream.results has nothing about the records of replay. Check --model.")]
    [InlineData("--against results --json", 2, "There is nothing to compare: ")]
    [InlineData("--against {report}", 2, "There is nothing to compare: predictions has no record of model `nope`; 1 record was read. Check --model.")]
    public async Task Replay_OfAModelThatNoRecordIsOf_IsNoEquality(string options, int exitCode, string sentence)
    {
        using var broker = EmbeddedBroker.Start([.. DemoSettings.AllTopics]);
        using var feeder = new DemoFeeder(broker.Address);
        await feeder.SendAsync(DemoPass.Good()[0], TestContext.Current.CancellationToken);
        var report = Path.GetTempFileName();
        await using (var file = File.Create(report))
        {
            XentStream.Reports.ReportJson.Write(file, Reports.SampleReport.Make());
        }

        var run = await ProgramRun.RunAsync(
            ["replay", "--set", $"Kafka:BootstrapServers={broker.Address}", "--topic", "predictions", "--model", "nope", .. options.Replace("{report}", report, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.DoesNotContain("equal to the bit", run.Output, StringComparison.Ordinal);
        Assert.Contains(sentence, options.Length == 0 ? run.Output : run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare a.json b.json", "There is no report `a.json`.")]
    [InlineData("compare results results", "The results topic cannot be compared with itself.")]
    [InlineData("certify a.json", "There is no report `a.json`.")]
    public async Task Report_ThatIsNot_IsToldAndExits2(string command, string sentence)
    {
        var run = await ProgramRun.RunAsync(command.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }
}
