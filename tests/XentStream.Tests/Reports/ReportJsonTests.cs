using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Replay.Pairing;
using XentStream.Reports;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Tests.Reports;

public sealed class ReportJsonTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Path.Combine(Repository.Root, "src", "XentStream", "Reports", "report.schema.json"));

    [Fact]
    public void Report_OfAnyScope_FollowsTheSchema()
    {
        Assert.All(
            [
                SampleReport.Make(),
                SampleReport.Make(lost: 3),
                SampleReport.MakeJoined(isCut: true),
                SampleReport.MakeJoined(changeLabels: figures => figures.RejectLabels(FaultCode.LabelRowUnknown, 3)),
                SampleReport.MakeJoined(change: figures => figures.TakeOut(new Totals())),
                SampleReport.Make(pairs: [SampleReport.Pair(), new PairedVersions("none", new VersionPair("1", "2"))]),
                SampleReport.Make(scope: scope => scope with { From = SampleReport.Begin, To = SampleReport.Begin.AddMinutes(5), OnlyCommitted = true }),
                SampleReport.Make(scope: scope => scope with { Model = "digits", Version = "v3" }),
                SampleReport.Make(scope: scope => scope with { Model = "none" }),
            ],
            summary => Assert.True(IsValid(Write(summary))));
    }

    [Theory]
    [InlineData("surprise", "1")]
    [InlineData("kernel", "\"\"")]
    [InlineData("windows", """[{"model": "m"}]""")]
    public void Schema_AskedForWhatAReportIsNot_RefusesIt(string member, string value)
    {
        var report = Write(SampleReport.Make());
        report[member] = JsonNode.Parse(value);

        Assert.False(IsValid(report));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Report_ReadBack_HasTheSameWindowsAndCertificate(bool isJoined)
    {
        var summary = isJoined ? SampleReport.MakeJoined() : SampleReport.Make();
        var (report, obstacle) = Read(Write(summary).ToJsonString());

        Assert.Null(obstacle);
        Assert.True(report!.IsSealed);
        Assert.Equal(summary.Certificate.Seal, report.Certificate.Seal);
        Assert.Equal(Lines(summary.Result.Windows), Lines(report.Windows));
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("{", "cannot be read")]
    [InlineData("[]", "is no report of a replay")]
    [InlineData("""{"models": []}""", "is no report of a replay")]
    [InlineData("""{"xentstream_report": 2}""", "has format 2; this version reads format 1. Replay again, or use the version that wrote it.")]
    [InlineData("""{"xentstream_report": 1}""", "cannot be read")]
    public void File_ThatIsNoReport_IsRefusedWithTheFix(string content, string sentence) => Assert.Contains(sentence, Read(content).Obstacle, StringComparison.Ordinal);

    [Fact]
    public void Report_WithDamagedTotals_IsRefused()
    {
        var json = Write(SampleReport.Make());
        json["windows"]![0]!["totals"] = "AAAA";

        Assert.EndsWith("the exact totals of a window are damaged. Replay again.", Read(json.ToJsonString()).Obstacle, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "models/0/loss/weighted_mean", "0.01", "are not those of its windows.")]
    [InlineData(false, "models/0/accuracy/1", "0.999", "are not those of its windows.")]
    [InlineData(false, "models/0/calibration/error", "0", "are not those of its windows.")]
    [InlineData(false, "models/0/records/scored", "1000", "are not those of its windows.")]
    [InlineData(false, "windows/0/loss/weighted_mean", "0.01", "at 2026-11-23 10:00:00 UTC are not those of its exact totals.")]
    [InlineData(false, "windows/0/brier", "0.01", "at 2026-11-23 10:00:00 UTC are not those of its exact totals.")]
    [InlineData(false, "windows/0/rows/scored", "1000", "at 2026-11-23 10:00:00 UTC are not those of its exact totals.")]
    [InlineData(true, "windows/1/join/coverage", "1", "at 2026-11-23 10:00:00 UTC are not those of its exact totals.")]
    [InlineData(true, "models/1/join/predictions/scored", "58", "the figures of digits v1 are not those of its windows.")]
    public void Report_WithAFigureThatWasChanged_IsRefused(bool isJoined, string path, string value, string sentence)
    {
        var json = Write(isJoined ? SampleReport.MakeJoined() : SampleReport.Make());
        var steps = path.Split('/');
        var parent = steps[..^1].Aggregate((JsonNode)json, (node, step) => node is JsonArray ? node[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);
        parent[steps[^1]] = JsonNode.Parse(value);

        var (report, obstacle) = Read(json.ToJsonString());

        Assert.Null(report);
        Assert.Contains("was altered after it was written: ", obstacle, StringComparison.Ordinal);
        Assert.EndsWith($"{sentence} Nothing in it can be relied on. Replay again.", obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_WithoutAWindow_IsNotWhatItsCertificateSays()
    {
        var (whole, part) = (Write(SampleReport.Make()), Write(SampleReport.Make(every: 2)));
        (whole["windows"], whole["models"]) = (part["windows"]!.DeepClone(), part["models"]!.DeepClone());

        Assert.Contains(" are not those of its certificate. Nothing in it can be relied on.", Read(whole.ToJsonString()).Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfADifference_IsReadBack() => Assert.Null(Read(Write(SampleReport.MakeJoined(change: figures => figures.TakeOut(new Totals()))).ToJsonString()).Obstacle);

    [Fact]
    public void Report_OfJoinedLabels_HasBooksAndCoverageOfEachWindow()
    {
        var report = Write(SampleReport.MakeJoined(isCut: true));

        Assert.Equal(
            """{"predictions":{"scored":29,"ignored":0,"rejected":0,"duplicate":3,"disordered":0,"expired":0,"waiting":29},"labels":{"matched":0,"rejected":0,"disordered":0,"orphan":0,"waiting":0},"matches":{"standing":29,"repeat":0,"conflict":0,"superseded":0,"withdrawn":0},"coverage":0.5}""",
            report["windows"]![1]!["join"]!.ToJsonString());
        Assert.Equal("""["predictions[0]"]""", report["cut"]!.ToJsonString().Replace(XentStream.Demo.DemoSettings.Topic, "predictions", StringComparison.Ordinal));
        Assert.Equal((5, 7), ((int)report["certificate"]!["sources"]![0]!["from"]!, (int)report["certificate"]!["sources"]![0]!["counted"]!));
        Assert.Equal(29, (int)report["certificate"]!["models"]![1]!["books"]!["predictions"]!["waiting"]!);
    }

    [Fact]
    public void Report_OfRejectedLabels_TellsHowManyAndWhy()
    {
        var report = Write(SampleReport.MakeJoined(changeLabels: figures =>
        {
            figures.RejectLabels(FaultCode.LabelRowUnknown, 3);
            figures.RejectLabels(FaultCode.RecordIdMissing, 1);
        }));

        Assert.All(new[] { "models", "windows" }, part => Assert.Equal("""{"record-id-missing":1,"label-row-unknown":3}""", report[part]![0]!["join"]!["rejected_labels"]!.ToJsonString()));
        Assert.Empty(report["models"]![0]!["rejected"]!.AsObject());
        Assert.Null(report["models"]![1]!["join"]!["rejected_labels"]);
    }

    [Fact]
    public void Seal_OfOtherBooks_IsAnother() =>
        Assert.NotEqual(SampleReport.MakeJoined().Certificate.Seal, SampleReport.MakeJoined(change: figures => figures.Join.Add(PredictionOutcome.Waiting, 1)).Certificate.Seal);

    [Fact]
    public void Report_OfADifference_HasSumsAndNoMeans()
    {
        var window = Write(SampleReport.MakeJoined(change: figures => figures.TakeOut(new Totals())))["windows"]![1]!;

        Assert.NotNull(window["loss"]!["sum"]);
        Assert.Null(window["loss"]!["weighted_mean"]);
        Assert.Empty(window["accuracy"]!.AsObject());
    }

    private static bool IsValid(JsonObject report) => Schema.Evaluate(JsonSerializer.SerializeToElement(report)).IsValid;

    private static JsonObject Write(ReportSummary summary)
    {
        using var output = new MemoryStream();
        ReportJson.Write(output, summary);
        return JsonNode.Parse(output.ToArray())!.AsObject();
    }

    private static (ReportFile? Report, string? Obstacle) Read(string content)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, content);
        return ReportFile.Read(path);
    }

    private static IEnumerable<string> Lines(IEnumerable<ReplayedWindow> windows) => windows.Select(window =>
        $"{window.Key} {window.Figures.Scored} {window.Figures.Warned} {window.Figures.Rejected} {BooksOf(window)} {Convert.ToHexString(window.Figures.Totals.ToCanonicalBytes())}");

    private static string BooksOf(ReplayedWindow window) => string.Join(' ', CertifiedBooks.Of(window.Figures.Join).All.SelectMany(book => book.Rows));
}
