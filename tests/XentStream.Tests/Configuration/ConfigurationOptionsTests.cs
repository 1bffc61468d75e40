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

    [Theory]
    [InlineData(""" "Input": ["z"] // --set Topics:Input """, "--set", "Topics:Input=z")]
    [InlineData(""" "Input": ["x","y"] // --set Topics:Input:0 and --set Topics:Input:1 """, "--set", "Topics:Input:0=x", "--set", "Topics:Input:1=y")]
    [InlineData(""" "Input": ["y"] // --set Topics:Input:1 """, "--set", "Topics:Input:1=y")]
    [InlineData(""" "Input": ["z"] // --set Topics:Input """, "--set", "Topics:Input:0=x", "--set", "Topics:Input=z")]
    [InlineData(""" "Input": ["b"] // environment variable XentStream__Topics__Input """)]
    public async Task List_OfALaterSource_ReplacesThatOfAnEarlierOneAsAWhole(string line, params string[] options)
    {
        var start = StartWith("""{"XentStream": {"Kafka": {"BootstrapServers": "b:1"}, "Topics": {"Input": ["p", "q"]}}}""", options);
        start.Environment["XentStream__Topics__Input"] = "b";

        var run = await ProgramRun.RunAsync(start, input: []);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        AssertLine(run, line.Replace("] //", "], //", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_OfTheEnvironment_ReplacesListsAndMergesMaps()
    {
        var start = StartWith("""
            {"XentStream": {
              "Kafka": {"BootstrapServers": "b:1", "Properties": {"client.rack": "a", "client.id": "base"}},
              "Topics": {"Input": ["p", "q"]},
              "Contracts": {"m": {"ClassWeights": [1, 2, 3], "TopK": [1, 5, 9], "Classes": 3, "Rename": {"logits": "l"}}, "n": {"Classes": 7}}}}
            """);
        await System.IO.File.WriteAllTextAsync(Path.Combine(start.WorkingDirectory, "appsettings.Production.json"), """
            {"XentStream": {
              "Kafka": {"Properties": {"client.id": "production"}},
              "Topics": {"Input": ["z"]},
              "Contracts": {"m": {"ClassWeights": "4,5", "TopK": [2], "Classes": ["cat", "dog"], "Rename": {"labels": "t"}}}}}
            """, TestContext.Current.CancellationToken);

        var run = await ProgramRun.RunAsync(start, input: []);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        AssertLine(run, """ "client.id": "production", // appsettings.Production.json """);
        AssertLine(run, """ "client.rack": "a" // appsettings.json """);
        AssertLine(run, """ "Input": ["z"], // appsettings.Production.json """);
        AssertLine(run, """ "ClassWeights": [4,5], // appsettings.Production.json """);
        AssertLine(run, """ "TopK": [1,2], // appsettings.Production.json """);
        AssertLine(run, """ "Classes": 2, // appsettings.Production.json """);
        AssertLine(run, """ "Classes": 7, // appsettings.json """);
        AssertLine(run, """ "logits": "l", // appsettings.json """);
        AssertLine(run, """ "labels": "t" // appsettings.Production.json """);
    }

    [Fact]
    public async Task Value_GivenTwiceOnTheCommandLine_IsTheLater()
    {
        var run = await ProgramRun.RunAsync("config", "--set", "Kafka:BootstrapServers=b:1", "--set", "Topics:Input=a", "--set", "topics:input=b");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        AssertLine(run, """ "Input": ["b"], // --set Topics:Input """);
    }

    [Fact]
    public async Task File_WithoutTheOuterObject_IsToldOf()
    {
        const string Sentence = "has nothing under `XentStream`; settings stand in an object of that name.";
        var start = StartWith("""{"Kafka": {"BootstrapServers": "b:1"}, "Topics": {"Input": "a"}}""");
        var byDefault = await ProgramRun.RunAsync(start, input: []);
        var chosen = await ProgramRun.RunAsync("config", "--config", Path.Combine(start.WorkingDirectory, "appsettings.json"), "--set", "Kafka:BootstrapServers=b:1", "--set", "Topics:Input=a");

        Assert.Equal((2, 2), (byDefault.ExitCode, chosen.ExitCode));
        Assert.Contains($"XentStream:Kafka:BootstrapServers: is required; for example localhost:9092. (appsettings.json {Sentence})", byDefault.Error, StringComparison.Ordinal);
        Assert.Contains($"appsettings.json: {Sentence}", chosen.Error, StringComparison.Ordinal);
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

    private static System.Diagnostics.ProcessStartInfo StartWith(string file, params string[] options)
    {
        var start = ProgramRun.StartOf(["config", .. options]);
        System.IO.File.WriteAllText(Path.Combine(start.WorkingDirectory, "appsettings.json"), file);
        return start;
    }

    private static void AssertLine(ProgramRun run, string line) =>
        Assert.Contains(line.Trim(), run.OutputLines.Select(text => Regex.Replace(text.Trim(), " +", " ")));
}
