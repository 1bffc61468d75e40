using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace XentStream.Tests.Commands;

public sealed class ConfigCommandTests
{
    [Fact]
    public async Task Config_ThatIsWrong_ReportsEveryErrorAtOnceWithItsKeyAndExits2()
    {
        var run = await ProgramRun.RunAsync("config", "--set", "Delivery=sometimes", "--set", "Http:Port=x", "--set", "Topics:Inptu=a");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        foreach (var key in new[] { "XentStream:Delivery", "XentStream:Http:Port", "XentStream:Topics:Inptu", "XentStream:Topics:Input", "XentStream:Kafka:BootstrapServers" })
        {
            Assert.Contains($"{key}: ", run.Error, StringComparison.Ordinal);
        }

        run.AssertToldWithoutStackTrace();
    }

    [Fact]
    public async Task Config_ThatWasPrinted_ReadsBackAsItself()
    {
        var first = await ProgramRun.RunAsync("config", "--set", "Kafka:BootstrapServers=b:1", "--set", "Topics:Input=a", "--set", "Contracts:digits:Classes=10", "--set", "Contracts:digits:Rename:logits=output_0", "--set", "Encodings:a=sniff", "--set", "StartAt=2026-11-23T10:00:00Z");
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, first.Output, TestContext.Current.CancellationToken);

        var second = await ProgramRun.RunAsync("config", "--config", file);

        var (printed, readBack) = (Read(first.Output), Read(second.Output));
        Assert.True(JsonNode.DeepEquals(printed, readBack), second.Output);
        Assert.Equal(10, (int)readBack["XentStream"]!["Contracts"]!["digits"]!["Classes"]!);
    }

    [Fact]
    public async Task Json_OfAConfiguration_HasItsValuesAndTheirSourcesAndReadsBack()
    {
        var first = await ProgramRun.RunAsync("config", "--json", "--set", "Kafka:BootstrapServers=b:1", "--set", "Topics:Input:0=a", "--set", "Topics:Input:1=b");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, first.Output, TestContext.Current.CancellationToken);
        var second = await ProgramRun.RunAsync("config", "--json", "--config", file);

        var sources = JsonNode.Parse(first.Output)!["Sources"]!;
        Assert.Equal("--set Kafka:BootstrapServers", (string?)sources["XentStream:Kafka:BootstrapServers"]);
        Assert.Equal("--set Topics:Input:0 and --set Topics:Input:1", (string?)sources["XentStream:Topics:Input"]);
        Assert.Equal("default", (string?)sources["XentStream:Commit:Interval"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(first.Output)!["XentStream"], JsonNode.Parse(second.Output)!["XentStream"]), second.Output);
    }

    [Fact]
    public async Task Schema_IsPrintedAndTakesWhatIsPrinted()
    {
        var schema = JsonSchema.FromText((await ProgramRun.RunAsync("config", "--schema")).Output);
        string[] ways = ["Kafka:BootstrapServers=b:1", "Topics:Input=a", "Topics:Labels=b", "Join:Within=01:00:00", "Join:StatePath=/data", "Contracts:digits:Classes=10", "Contracts:tags:Link=sigmoid", "Encodings:a=sniff"];
        foreach (var settings in new[] { ways[..2], ways })
        {
            var printed = await ProgramRun.RunAsync(["config", "--json", .. settings.SelectMany(set => new[] { "--set", set })]);

            using var json = JsonDocument.Parse(printed.Output);
            Assert.True(schema.Evaluate(json.RootElement).IsValid, printed.Output);
        }
    }

    [Fact]
    public async Task Config_WithAPassword_DoesNotShowIt()
    {
        var run = await ProgramRun.RunAsync(
            "config", "--set", "Kafka:BootstrapServers=b:1", "--set", "Topics:Input=a", "--set", "Kafka:Properties:sasl.password=hunter2",
            "--set", "Kafka:Properties:sasl.oauthbearer.token.endpoint.url=https://tokens.example/");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
        Assert.Contains("https://tokens.example/", run.Output, StringComparison.Ordinal);
        Assert.Contains("(not shown)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_WithAPropertyThatTheClientDoesNotKnow_NamesIt()
    {
        var run = await ProgramRun.RunAsync("config", "--set", "Kafka:BootstrapServers=b:1", "--set", "Topics:Input=a", "--set", "Kafka:Properties:no.such=1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no.such", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Theory]
    [InlineData("--config", "nowhere.json", "there is no file")]
    [InlineData("--set", "Delivery", "--set: `Delivery` has no VALUE; write KEY=VALUE.")]
    [InlineData("--set", "=x", "--set: `=x` has no KEY; write KEY=VALUE.")]
    public async Task Config_FromAWrongPlace_IsAWrongUse(string option, string value, string sentence)
    {
        var run = await ProgramRun.RunAsync("config", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_ThatIsNoJson_SaysWhere()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "{\"XentStream\": {\n  \"Window\": 1m\n}}", TestContext.Current.CancellationToken);

        var run = await ProgramRun.RunAsync("config", "--config", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{Path.GetFileName(file)}: is not JSON: line 2, byte 14: 'm' is", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    private static JsonNode Read(string output) => JsonNode.Parse(output, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!;
}
