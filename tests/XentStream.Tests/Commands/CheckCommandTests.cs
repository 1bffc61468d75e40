using System.Text.Json;

namespace XentStream.Tests.Commands;

public sealed class CheckCommandTests
{
    [Theory]
    [MemberData(nameof(CheckedFile.Kinds), MemberType = typeof(CheckedFile))]
    public async Task Contract_ProposedForAFile_ScoresItWithoutFault(string kind, string contract)
    {
        var file = CheckedFile.Write(kind);

        var root = await CheckAsync(file);

        var model = Assert.Single(root.GetProperty("models").EnumerateArray().ToList());
        Assert.Equal(contract, model.GetProperty("contract").GetProperty("proposal").GetRawText());
        var score = await ScoreAsync(root.GetProperty("configuration"), file);
        Assert.Equal((0, "scored"), (score.ExitCode, score.Root.GetProperty("status").GetString()));
        Assert.All(score.Root.GetProperty("faults").EnumerateArray(), remark => Assert.Equal("info", remark.GetProperty("severity").GetString()));
        Assert.Equal(model.GetProperty("contract").GetProperty("loss").GetDouble(), score.Root.GetProperty("loss").GetProperty("mean").GetDouble());
    }

    [Fact]
    public async Task Contract_ProposedForRealPredictions_ScoresThemAllWithoutFault()
    {
        string[] files = [DigitFigures.FileOf("v1"), DigitFigures.FileOf("v2"), DigitFigures.FileOf("v3")];

        var root = await CheckAsync(files);

        var model = Assert.Single(root.GetProperty("models").EnumerateArray().ToList());
        Assert.Equal(["v1", "v2", "v3"], model.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetString()));
        Assert.Equal("""{"XentStream":{"Contracts":{"digits":{"Scores":"logits","Labels":"index","Classes":10}}}}""", root.GetProperty("configuration").GetRawText());
        Assert.Equal(0, (await ScoreAsync(root.GetProperty("configuration"), files)).ExitCode);
    }

    [Fact]
    public async Task Check_OfAFileThatThePresentContractRejects_SaysWhyAndExits3()
    {
        var run = await ProgramRun.RunAsync("check", "--set", "Contracts:digits:Classes=11", DigitFigures.FileOf("v1"));

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.Contains("under the present contract: 0 scored, 0 warned, 1 rejected", run.Output, StringComparison.Ordinal);
        Assert.Contains($"class-count-mismatch (reject): 1 record, as {DigitFigures.FileOf("v1")}", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"Classes\": 10", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAnotherEncoding_SaysWhichToDeclare()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """{"model_name":"m","outputs":[{"name":"logits","datatype":"FP32","shape":[2,2],"data":[0,0,1,0]},{"name":"labels","datatype":"INT8","shape":[2],"data":[1,0]}]}""",
            TestContext.Current.CancellationToken);

        var root = await CheckAsync(3, "check", "--json", file);

        Assert.Equal(
            """{"XentStream":{"Encoding":"oip-json","Contracts":{"m":{"Scores":"logits","Labels":"index","Classes":2}}}}""", root.GetProperty("configuration").GetRawText());
        Assert.Equal(0, (await ProgramRun.RunAsync("check", "--set", "Encoding=oip-json", file)).ExitCode);
        Assert.Equal(0, (await ProgramRun.RunAsync("check", "--header", "content-type=application/json", file)).ExitCode);
    }

    [Fact]
    public async Task Check_OfAFileThatIsNoPayload_ProposesNothing()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "label,p0,p1\n3,0.1,0.9\n", TestContext.Current.CancellationToken);

        var run = await ProgramRun.RunAsync("check", file);

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.Contains("model unknown (the records name none)", run.Output, StringComparison.Ordinal);
        Assert.Contains("contract: none fits; no record could be read.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("To paste", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no file `nowhere`.", "nowhere")]
    [InlineData("XentStream:Kafka:BootstrapServers: is required")]
    [InlineData("`0` is not a number of records", "--records", "0")]
    [InlineData("Files and topics are checked apart.", "--topic", "predictions", "file")]
    [InlineData("Files that are checked hold batches that carry their labels.", "--set", "Topics:Labels=labels", "file")]
    [InlineData("Labels that come by themselves belong to one topic of predictions. Name that one by --topic.", "--set", "Kafka:BootstrapServers=localhost:1", "--set", "Topics:Labels=labels", "--topic", "one", "--topic", "other")]
    [InlineData("XentStream:Join:Within: `soon` is not", "--set", "Kafka:BootstrapServers=localhost:1", "--set", "Topics:Labels=labels", "--set", "Join:Within=soon", "--topic", "one")]
    [InlineData("--header is for files", "--topic", "predictions", "--header", "a=b")]
    [InlineData("XentStream:Contracts:m:Classes: `0` is not a whole number", "--set", "Contracts:m:Classes=0", "file")]
    public async Task Check_UsedWrongly_Exits2AndSaysHow(string sentence, params string[] arguments)
    {
        var run = await ProgramRun.RunAsync(["check", .. arguments]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Fact]
    public async Task Check_OfABrokerThatIsNot_Exits6WithTheReason()
    {
        var run = await ProgramRun.RunAsync("check", "--set", "Kafka:BootstrapServers=localhost:1", "--topic", "predictions", "--timeout", "500ms");

        Assert.Equal((6, ""), (run.ExitCode, run.Output));
        Assert.Contains("The broker localhost:1 did not answer within 0.5 s: ", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    private static Task<JsonElement> CheckAsync(params string[] files) => CheckAsync(null, ["check", "--json", .. files]);

    private static async Task<JsonElement> CheckAsync(int? exitCode, params string[] arguments)
    {
        var run = await ProgramRun.RunAsync(arguments);
        Assert.Equal((exitCode ?? run.ExitCode, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(Assert.Single(run.OutputLines)).RootElement;
    }

    private static async Task<(int ExitCode, JsonElement Root)> ScoreAsync(JsonElement configuration, params string[] files)
    {
        var contract = Path.GetTempFileName();
        await File.WriteAllTextAsync(contract, configuration.GetRawText(), TestContext.Current.CancellationToken);
        var run = await ProgramRun.RunAsync(["score", "--json", "--contract", contract, .. files]);
        return (run.ExitCode, JsonDocument.Parse(run.OutputLines.First()).RootElement);
    }
}
