using System.Text.Json;

namespace XentStream.Tests.Configuration;

public sealed class ConfigurationOptionsTests
{
    private const string File = """{"XentStream": {"Kafka": {"BootstrapServers": "file:1", "GroupId": "file"}, "Topics": {"Input": ["file"]}, "Consumers": 2}}""";

    [Fact]
    public async Task Sources_OfOneKey_AreFileThenEnvironmentThenCommandLine()
    {
        var start = ProgramRun.StartOf("config", "--set", "Kafka:BootstrapServers=line:1");
        await System.IO.File.WriteAllTextAsync(Path.Combine(start.WorkingDirectory, "appsettings.json"), File, TestContext.Current.CancellationToken);
        start.Environment["XentStream__Kafka__BootstrapServers"] = "environment:1";
        start.Environment["XentStream__Kafka__GroupId"] = "environment";

        var run = await ProgramRun.RunAsync(start, input: []);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var effective = JsonDocument.Parse(run.Output).RootElement.GetProperty("XentStream");
        Assert.Equal("line:1", effective.GetProperty("Kafka").GetProperty("BootstrapServers").GetString());
        Assert.Equal("environment", effective.GetProperty("Kafka").GetProperty("GroupId").GetString());
        Assert.Equal(2, effective.GetProperty("Consumers").GetInt32());
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
    }
}
