namespace XentStream.Tests.Commands;

public sealed class QuarantineCommandTests
{
    private static readonly string[] Nowhere = ["--set", "Kafka:BootstrapServers=localhost:1", "--set", "Topics:Input=predictions"];

    [Theory]
    [InlineData("list")]
    [InlineData("retry", "--timeout", "3")]
    [InlineData("retry", "--dry-run")]
    public async Task Command_WithoutABroker_NamesItAndEndsWithItsExitCode(params string[] command)
    {
        var run = await ProgramRun.RunAsync(["quarantine", .. command, .. Nowhere]);

        Assert.Equal(6, run.ExitCode);
        Assert.Contains("localhost:1", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Fact]
    public async Task Retry_WhereLabelsAreJoined_SaysWhyNotAndWhatToDo()
    {
        var run = await ProgramRun.RunAsync(["quarantine", "retry", "--set", "Topics:Labels=labels", "--set", "Join:Within=00:01:00", .. Nowhere]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("its place in its topic decides whether it is a duplicate and which label stands", run.Error, StringComparison.Ordinal);
        Assert.Contains("`xentstream replay --committed --contract FILE --against results`", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_OfACodeThatDoesNotExist_IsAUsageError()
    {
        var run = await ProgramRun.RunAsync(["quarantine", "list", "--code", "label-wrong", .. Nowhere]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("label-wrong", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }
}
