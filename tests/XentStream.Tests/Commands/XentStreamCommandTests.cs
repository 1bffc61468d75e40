namespace XentStream.Tests.Commands;

public sealed class XentStreamCommandTests
{
    [Fact]
    public async Task Help_OfTheProgram_NamesEachCommand()
    {
        var run = await ProgramRun.RunAsync("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(["run", "demo", "score", "config", "health"], command => Assert.Matches($"(?m)^  {command} ", run.Output));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("demo")]
    [InlineData("score")]
    [InlineData("config")]
    [InlineData("health")]
    public async Task Help_OfACommand_HasAnExample(string command)
    {
        var run = await ProgramRun.RunAsync(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Example: xentstream {command}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsThatOfTheProduct()
    {
        var run = await ProgramRun.RunAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^0\.1\.0", run.Output);
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("score")]
    [InlineData("demo", "--for", "soon")]
    [InlineData("demo", "--for", "5")]
    [InlineData("health", "--check", "mood")]
    [InlineData("health", "--port", "99999")]
    [InlineData("demo", "--once", "--port", "-3")]
    public async Task CommandLine_ThatIsWrong_Exits2WithASentence(params string[] arguments)
    {
        var run = await ProgramRun.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        run.AssertToldWithoutStackTrace();
    }

    [Theory]
    [InlineData("score", "batch.safetensors")]
    [InlineData("config")]
    [InlineData("run")]
    public async Task Option_ThatIsUnknown_Exits2WithItsName(params string[] arguments)
    {
        var run = await ProgramRun.RunAsync([.. arguments, "--colour"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("`--colour`", run.Error.Replace('\'', '`'), StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Fact]
    public async Task Run_WithoutWhatIsRequired_Exits2WithTheKeys()
    {
        var run = await ProgramRun.RunAsync("run");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("XentStream:Kafka:BootstrapServers: is required", run.Error, StringComparison.Ordinal);
        Assert.Contains("XentStream:Topics:Input: is required", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }
}
