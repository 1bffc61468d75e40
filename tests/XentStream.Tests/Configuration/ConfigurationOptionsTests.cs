using System.Text.RegularExpressions;

namespace XentStream.Tests.Configuration;

public sealed class ConfigurationOptionsTests
{
    private const string File = """{"XentStream": {"Kafka": {"BootstrapServers": "file:1", "GroupId": "file"}, "Topics": {"Input": ["file"]}, "Consumers": 2}}""";

    [Fact]
    public async Task Sources_OfOneKey_AreFilesThenEnvironmentThenCommandLine()
    {
        var start = ProgramRun.StartOf("config", "--set", "Kafka:BootstrapServers=line:1");
        await System.IO.File.WriteAllTextAsync(Path.Combine(start.WorkingDirectory, "appsettings.json"), File, TestContext.Current.CancellationToken);
        await System.IO.File.WriteAllTextAsync(Path.Combine(start.WorkingDirectory, "appsettings.Staging.json"), """{"XentStream": {"Consumers": 3, "Kafka": {"GroupId": "staging"}}}""", TestContext.Current.CancellationToken);
        start.Environment["DOTNET_ENVIRONMENT"] = "Staging";
        start.Environment["XentStream__Kafka__BootstrapServers"] = "environment:1";
        start.Environment["XENTSTREAM__KAFKA__GROUPID"] = "environment";
        start.Environment["XentStream__Window"] = "";

        var run = await ProgramRun.RunAsync(start, input: []);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        AssertLine(run, """ "BootstrapServers": "line:1", // --set Kafka:BootstrapServers """);
        AssertLine(run, """ "GroupId": "environment", // environment variable XENTSTREAM__KAFKA__GROUPID """);
        AssertLine(run, """ "Consumers": 3, // appsettings.Staging.json """);
        AssertLine(run, """ "Input": ["file"], // appsettings.json """);
        AssertLine(run, """ "Delivery": "exactly-once", // default """);
        AssertLine(run, """ "Window": "00:01:00", // default, since environment variable XentStream__Window is empty """);
    }

    [Fact]
    public async Task Error_OfAValue_SaysWhereItComesFrom()
    {
        var start = ProgramRun.StartOf("config", "--set", "Kafka:BootstrapServers=b:1", "--set", "Topics:Input=a");
        start.Environment["XentStream__Consumers"] = "many";

        var run = await ProgramRun.RunAsync(start, input: []);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("XentStream:Consumers: `many` is not a whole number from 1 to 256. (It comes from: environment variable XentStream__Consumers.)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PropertyFile_WithASecret_IsNamedAndNotShown()
    {
        var secret = Path.GetTempFileName();
        await System.IO.File.WriteAllTextAsync(secret, "hunter2", TestContext.Current.CancellationToken);

        var run = await ProgramRun.RunAsync("config", "--set", "Kafka:BootstrapServers=b:1", "--set", "Topics:Input=a", "--set", $"Kafka:PropertyFiles:sasl.password={secret}");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(secret, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
        AssertLine(run, $""" "sasl.password": "{secret}" // --set Kafka:PropertyFiles:sasl.password; the secret itself comes from this file """);
    }

    private static void AssertLine(ProgramRun run, string line) =>
        Assert.Contains(line.Trim(), run.OutputLines.Select(text => Regex.Replace(text.Trim(), " +", " ")));
}
