namespace XentStream.Tests.Commands;

public sealed class QuarantineCommandTests
{
    private static readonly string[] Nowhere = ["--set", "Kafka:BootstrapServers=localhost:1", "--set", "Topics:Input=predictions"];

    [Theory]
    [InlineData("list", "--timeout", "1s")]
    [InlineData("retry", "--timeout", "3s")]
    [InlineData("retry", "--timeout", "10ms")]
    [InlineData("retry", "--dry-run", "--timeout", "1s")]
    [InlineData("retry", "--dry-run", "--json", "--timeout", "1s")]
    public async Task Command_WithoutABroker_NamesItAndEndsWithItsExitCode(params string[] command)
    {
        var run = await ProgramRun.RunAsync(["quarantine", .. command, .. Nowhere]);

        Assert.Equal((6, ""), (run.ExitCode, run.Output));
        Assert.Contains("localhost:1", run.Error, StringComparison.Ordinal);
        Assert.Contains("Check the broker and the configuration of Kafka, and run the command again.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("It is tried again", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("5000h")]
    public async Task Timeout_ThatIsNone_IsAUsageError(string timeout)
    {
        var run = await ProgramRun.RunAsync(["quarantine", "retry", "--timeout", timeout, .. Nowhere]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"`{timeout}` is not a time; write 500ms, 20s, 2m, 1h or 00:01:00, and at most 500h.", run.Error, StringComparison.Ordinal);
        Assert.Contains("See `xentstream quarantine retry --help`.", run.Error, StringComparison.Ordinal);
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
