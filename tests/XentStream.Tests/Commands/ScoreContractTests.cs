using System.Text.Json;

namespace XentStream.Tests.Commands;

public sealed class ScoreContractTests
{
    [Fact]
    public async Task Score_WithRows_PrintsALossForEachRow()
    {
        var root = await ScoreAsync("--rows");

        var losses = root.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble()).ToList();
        Assert.Equal(DigitFigures.Rows, losses.Count);
        DigitFigures.AssertNear(root.GetProperty("loss").GetProperty("mean").GetDouble(), losses.Average());
    }

    [Fact]
    public async Task Score_WithAnIgnoredClass_PrintsNullForItsRows()
    {
        var root = await ScoreAsync("--rows", "--ignore-index", "3");

        var ignored = root.GetProperty("rows").GetProperty("ignored").GetInt64();
        Assert.InRange(ignored, 1, 200);
        Assert.Equal(ignored, root.GetProperty("losses").EnumerateArray().Count(loss => loss.ValueKind == JsonValueKind.Null));
    }

    [Fact]
    public async Task Score_WithOptions_ReadsThemAll()
    {
        var root = await ScoreAsync("--label-smoothing", "0.1", "--class-weights", "1,1,1,1,1,2,1,1,1,1", "--top-k", "5", "--mean", "row", "--header", "xent-model=other");

        Assert.Equal("other", root.GetProperty("model").GetString());
        Assert.Equal("row", root.GetProperty("loss").GetProperty("mean_kind").GetString());
        Assert.True(root.GetProperty("accuracy").GetProperty("5").GetDouble() > root.GetProperty("accuracy").GetProperty("1").GetDouble());
        Assert.InRange(root.GetProperty("loss").GetProperty("weight").GetDouble(), DigitFigures.Rows + 1, DigitFigures.Rows * 2);
    }

    [Theory]
    [InlineData("""{"Classes": 9}""")]
    [InlineData("""{"XentStream": {"Contracts": {"digits": {"Classes": 9}, "*": {}}}}""")]
    public async Task Score_WithAContractFile_FollowsIt(string contract)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, contract, TestContext.Current.CancellationToken);

        var run = await ProgramRun.RunAsync("score", "--json", "--contract", file, DigitFigures.FileOf("v1"));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("class-count-mismatch", run.Output, StringComparison.Ordinal);

        // An option wins over the file.
        Assert.Equal(0, (await ProgramRun.RunAsync("score", "--json", "--contract", file, "--classes", "10", DigitFigures.FileOf("v1"))).ExitCode);
    }

    [Theory]
    [InlineData("Contract:ClassWeights: has 10 weights for 11 classes.", "--classes", "11")]
    [InlineData("", "--class-weights", "0,0,0,0,0,0,0,0,0,1", "--top-k", "5")]
    public async Task Score_WithOptionsForLists_TakesThemInPlaceOfTheListsOfTheFile(string error, params string[] options)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"ClassWeights": [1,1,1,1,1,1,1,1,1,1], "TopK": [3], "Classes": ["a","b","c","d","e","f","g","h","i","j"]}""", TestContext.Current.CancellationToken);

        var run = await ProgramRun.RunAsync(["score", "--json", "--contract", file, .. options, DigitFigures.FileOf("v2")]);

        Assert.Equal(error, run.Error.Split("  ")[^1].Trim());
        Assert.Equal(error.Length > 0 ? "" : (await ProgramRun.RunAsync(["score", "--json", "--classes", "10", .. options, DigitFigures.FileOf("v2")])).Output, run.Output);
    }

    [Fact]
    public async Task Score_WithARenameGivenTwice_TakesTheLater()
    {
        var run = await ProgramRun.RunAsync("score", "--json", "--rename", "logits=nowhere", "--rename", "logits=logits", DigitFigures.FileOf("v2"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("--rename", "logits=", "THEIRS")]
    [InlineData("--rename", "logits", "THEIRS")]
    [InlineData("--rename", "=x", "OURS")]
    [InlineData("--header", "=y", "NAME")]
    [InlineData("--header", "y", "VALUE")]
    public async Task Score_WithHalfAPair_SaysWhichHalfIsMissing(string option, string pair, string missing)
    {
        var run = await ProgramRun.RunAsync("score", option, pair, DigitFigures.FileOf("v2"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{option}: `{pair}` has no {missing}; write ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contract:Labels", "--labels", "binary")]
    [InlineData("Contract:ClassWeights", "--class-weights", "1,-1")]
    [InlineData("Contract:ClassWeights", "--class-weights", "1,1e308")]
    [InlineData("Contract:PositiveWeights", "--link", "sigmoid", "--positive-weights", "2e144")]
    [InlineData("Contract:LabelSmoothing", "--label-smoothing", "1.5")]
    [InlineData("Contract:IgnoreIndex", "--labels", "one-hot", "--ignore-index", "5")]
    [InlineData("Contract:TopK", "--link", "sigmoid", "--top-k", "5")]
    [InlineData("--contract", "--contract", "nowhere.json")]
    public async Task Score_WithAContractThatIsNone_Exits2WithItsKey(string key, params string[] options)
    {
        var run = await ProgramRun.RunAsync(["score", .. options, DigitFigures.FileOf("v1")]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{key}: ", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Theory]
    [InlineData("FP32", "0.5,1.5,2.5,3.5", "1e308,1e308", 3, "row-weight-invalid", "2 of 2 row weights are below 0, above 1E+144")]
    [InlineData("FP32", "0.5,1.5,2.5,3.5", "0,0", 0, "nothing-to-score", "The weights of all 2 scored rows are 0")]
    [InlineData("FP64", "-8e307,8e307,-8e307,8e307", "1,1", 0, "infinite-loss", "there is no sum to show")]
    [InlineData("FP64", "-8e307,8e307,0.5,1.5", "1e144,1", 0, "infinite-loss", "1 of 2 scored rows have a loss that is, with its weight, beyond the range of a double. The mean is over the other 1.")]
    public async Task Score_WithNumbersWhoseSumsNoDoubleHolds_LeavesNoneOutWithoutAReason(string type, string logits, string weights, int exitCode, string code, string wrong)
    {
        var file = Path.GetTempFileName();
        var outputs = $$"""{"name":"logits","datatype":"{{type}}","shape":[2,2],"data":[{{logits}}]},{"name":"labels","datatype":"INT64","shape":[2],"data":[0,0]},{"name":"weights","datatype":"FP64","shape":[2],"data":[{{weights}}]}""";
        await File.WriteAllTextAsync(file, $$"""{"model_name":"m","outputs":[{{outputs}}]}""", TestContext.Current.CancellationToken);

        var (text, json) = (await ProgramRun.RunAsync("score", "--encoding", "oip-json", file), await ProgramRun.RunAsync("score", "--json", "--encoding", "oip-json", file));

        Assert.Equal((exitCode, exitCode), (text.ExitCode, json.ExitCode));
        Assert.Contains(code, text.Output, StringComparison.Ordinal);
        Assert.Contains(wrong, text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text.Output, StringComparison.Ordinal);
        Assert.Equal(code, JsonDocument.Parse(Assert.Single(json.OutputLines)).RootElement.GetProperty("faults")[0].GetProperty("code").GetString());
    }

    private static async Task<JsonElement> ScoreAsync(params string[] options)
    {
        var run = await ProgramRun.RunAsync(["score", "--json", .. options, DigitFigures.FileOf("v2")]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(Assert.Single(run.OutputLines)).RootElement;
    }
}
