namespace XentStream.Tests.Commands;

public sealed class ExplainCommandTests
{
    [Fact]
    public async Task Explain_ACode_PrintsRuleExampleCauseAndFix()
    {
        var run = await ProgramRun.RunAsync("explain", "label-one-based");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("label-one-based (severity: reject; certainty: likely)", run.OutputLines.First());
        Assert.Equal(["rule", "example", "likely cause", "fix"], run.OutputLines.Skip(1).Select(line => line.Trim().Split(':')[0]));
    }

    [Theory]
    [InlineData("no-such-code")]
    [InlineData]
    public async Task Explain_NoCode_SaysWhereTheyAreListed(params string[] arguments)
    {
        var run = await ProgramRun.RunAsync(["explain", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--all", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }
}
