using System.Text.Json;

namespace XentStream.Tests.Commands;

public sealed class ScoreCommandTests
{
    [Theory]
    [MemberData(nameof(DigitFigures.All), MemberType = typeof(DigitFigures))]
    public async Task Score_OfRealPredictions_PrintsTheirMeans(string version, double mean, double accuracy)
    {
        var run = await ProgramRun.RunAsync("score", "--json", DigitFigures.FileOf(version));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var result = JsonDocument.Parse(Assert.Single(run.OutputLines));
        var root = result.RootElement;
        Assert.Equal(("safetensors", "digits", version, "scored"), (Text(root, "encoding"), Text(root, "model"), Text(root, "version"), Text(root, "status")));
        Assert.Equal("""{"kind":"logits","type":"F32","shape":[899,10]}""", root.GetProperty("scores").GetRawText());
        Assert.Equal("""{"kind":"index","type":"I64","shape":[899]}""", root.GetProperty("labels").GetRawText());
        Assert.Equal("""{"scored":899,"ignored":0,"infinite":0}""", root.GetProperty("rows").GetRawText());
        DigitFigures.AssertNear(mean, root.GetProperty("loss").GetProperty("mean").GetDouble());
        DigitFigures.AssertNear(accuracy, root.GetProperty("accuracy").GetProperty("1").GetDouble());
        Assert.Equal(0, root.GetProperty("faults").GetArrayLength());
    }

    [Fact]
    public async Task Score_OfATruncatedFile_SaysWhatIsWrongAndExits3()
    {
        var cut = Path.GetTempFileName();
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(DigitFigures.FileOf("v1"), TestContext.Current.CancellationToken))[..20_000], TestContext.Current.CancellationToken);

        var run = await ProgramRun.RunAsync("score", "--json", cut);

        Assert.Equal(3, run.ExitCode);
        using var result = JsonDocument.Parse(Assert.Single(run.OutputLines));
        var fault = Assert.Single(result.RootElement.GetProperty("faults").EnumerateArray().ToList());
        Assert.Equal(("rejected", "tensor-range-invalid", "reject"), (Text(result.RootElement, "status"), Text(fault, "code"), Text(fault, "severity")));
        Assert.Matches("The tensors end at byte [0-9]+ behind the header; [0-9]+ bytes follow it.", Text(fault, "wrong"));
        Assert.NotEmpty(Text(fault, "cause"));
        Assert.NotEmpty(Text(fault, "fix"));
        Assert.False(result.RootElement.TryGetProperty("loss", out _));
    }

    [Fact]
    public async Task Score_OfManyFiles_PrintsALineForEachInOrder()
    {
        var run = await ProgramRun.RunAsync("score", "--json", DigitFigures.FileOf("v2"), DigitFigures.FileOf("v1"));

        Assert.Equal(["v2", "v1"], run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("version").GetString()!));
    }

    // More than a few, so that all processors have some at a time; the last cannot be read.
    [Fact]
    public async Task Score_OfHundredsOfFiles_PrintsEachAsByItselfUpToTheFirstThatIsNot()
    {
        string[] versions = ["v1", "v2", "v3"];
        var alone = new Dictionary<string, string>();
        foreach (var version in versions)
        {
            alone[version] = (await ProgramRun.RunAsync("score", "--rows", DigitFigures.FileOf(version))).Output;
        }

        var order = Enumerable.Range(0, 300).Select(number => versions[number * 7 % 3]).ToList();

        var run = await ProgramRun.RunAsync(["score", "--rows", .. order.Select(DigitFigures.FileOf), "/nowhere/none"]);

        Assert.Equal(string.Concat(order.Select(version => alone[version])), run.Output);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("`/nowhere/none`", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_OfStandardInput_IsThatOfTheFile()
    {
        var payload = await File.ReadAllBytesAsync(DigitFigures.FileOf("v3"), TestContext.Current.CancellationToken);

        var run = await ProgramRun.RunAsync(payload, ["score", "-"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("-: digits v3, scored", run.Output, StringComparison.Ordinal);
        Assert.Contains("mean loss 0.459708 nats, accuracy 0.934372", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--encoding", "oip-json")]
    [InlineData("--encoding", "sniff")]
    [InlineData("--header", "Content-Type=application/json")]
    public async Task Score_OfAnotherEncoding_ReadsItAsNamed(params string[] options)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """{"model_name":"m","outputs":[{"name":"out=0","datatype":"FP32","shape":[1,2],"data":[0,0]},{"name":"labels","datatype":"INT8","shape":[1],"data":[1]}]}""",
            TestContext.Current.CancellationToken);

        var run = await ProgramRun.RunAsync(["score", "--json", "--rename", "logits=out=0", .. options, file]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var result = JsonDocument.Parse(Assert.Single(run.OutputLines));
        Assert.Equal(("oip-json", "m"), (Text(result.RootElement, "encoding"), Text(result.RootElement, "model")));
        Assert.Equal(Math.Log(2), result.RootElement.GetProperty("loss").GetProperty("mean").GetDouble(), 1e-7);
    }

    [Theory]
    [InlineData("--encoding", "avro")]
    [InlineData("--rename", "logits")]
    [InlineData("--rename", "scores=x")]
    public async Task Score_WithAnOptionThatCannotBe_IsAWrongUse(params string[] options)
    {
        var run = await ProgramRun.RunAsync(["score", .. options, DigitFigures.FileOf("v1")]);

        Assert.Equal(2, run.ExitCode);
        run.AssertToldWithoutStackTrace();
    }

    [Fact]
    public async Task Score_OfAFileThatIsNot_IsAWrongUse()
    {
        var run = await ProgramRun.RunAsync("score", "nowhere.safetensors");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("There is no readable file `nowhere.safetensors`.", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
