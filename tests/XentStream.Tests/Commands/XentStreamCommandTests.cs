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

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Matches("See `xentstream ([a-z]+ )?--help`.\n$", run.Error);
        run.AssertToldWithoutStackTrace();
    }

    [Theory]
    [InlineData("--from takes a time such as 2026-11-25T10:00:00Z, and `yesterday` is none.", "replay", "--from", "yesterday")]
    [InlineData("--rate takes a number such as 0.5, and `abc` is none.", "replay", "--rate", "abc")]
    [InlineData("--records takes a whole number up to 2147483647, and `99999999999` is none.", "check", "--records", "99999999999")]
    [InlineData("--from takes a time such as 2026-11-25T10:00:00Z, and `soon` is none.", "quarantine", "list", "--from", "soon")]
    public async Task Value_OfAnotherKind_IsToldWithoutATypeOfThePlatform(string sentence, params string[] arguments)
    {
        var run = await ProgramRun.RunAsync(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{sentence}\nSee `xentstream ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain --all", "> /dev/full")]
    [InlineData("score {file}", "> /dev/full")]
    [InlineData("explain --all", ">&-")]
    [InlineData("--help", "> /dev/full")]
    public async Task Output_ThatCannotBeWritten_IsToldInASentenceAndExits2(string command, string output)
    {
        Assert.SkipUnless(File.Exists("/dev/full") && File.Exists("/bin/sh"), "There is no file here that is always full.");
        var start = ProgramRun.StartOf();
        (start.FileName, var program) = ("/bin/sh", start.ArgumentList[0]);
        start.ArgumentList.Clear();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"dotnet '{program}' {command.Replace("{file}", DigitFigures.FileOf("v1"), StringComparison.Ordinal)} {output}");

        var run = await ProgramRun.RunAsync(start, []);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("The output cannot be written: ", run.Error, StringComparison.Ordinal);
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
