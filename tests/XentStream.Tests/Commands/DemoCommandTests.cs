using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace XentStream.Tests.Commands;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task Demo_Once_PrintsTheTrueMeansAndFindsEachPlantedBatch()
    {
        var run = await ProgramRun.RunAsync("demo", "--once", "--json", "--port", "0");

        Assert.Equal(0, run.ExitCode);
        var summary = JsonDocument.Parse(Assert.Single(run.OutputLines)).RootElement;
        var models = summary.GetProperty("models").EnumerateArray().Where(model => model.GetProperty("model").GetString() == "digits").ToDictionary(model => model.GetProperty("version").GetString()!);
        foreach (var row in DigitFigures.All)
        {
            var (version, mean, accuracy) = row.Data;
            Assert.Equal(DigitFigures.Rows, models[version].GetProperty("rows").GetInt64());
            DigitFigures.AssertNear(mean, models[version].GetProperty("loss").GetProperty("mean").GetDouble());
            DigitFigures.AssertNear(accuracy, models[version].GetProperty("accuracy").GetDouble());
        }

        var (rejected, warned) = (Counts(summary, "rejected"), Counts(summary, "warned"));
        Assert.Equal(Counts(summary, "planted"), rejected.Concat(warned).GroupBy(count => count.Key, count => count.Value).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum()));
    }

    [Fact]
    public async Task Demo_Once_BooksEachRowWhoseLabelComesByItself()
    {
        var run = await ProgramRun.RunAsync("demo", "--once", "--json", "--port", "0");

        Assert.Equal(0, run.ExitCode);
        var summary = JsonDocument.Parse(Assert.Single(run.OutputLines)).RootElement;
        var join = summary.GetProperty("join");
        Assert.Equal(Book(("expired", 17), ("scored", 882)), NotZero(join, "predictions"));
        Assert.Equal(Book(("matched", 900)), NotZero(join, "labels"));
        Assert.Equal(Book(("conflict", 9), ("repeat", 9), ("standing", 882)), NotZero(join, "matches"));
        var delayed = summary.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("version").GetString() == "v3-delayed");
        Assert.Equal(882, delayed.GetProperty("rows").GetInt64());
        DigitFigures.AssertNear(await MeanOfLabelledAsync("v3"), delayed.GetProperty("loss").GetProperty("mean").GetDouble());
    }

    [Fact]
    public async Task Demo_OnAPortInUse_TakesAFreeOneAndSaysSo()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var run = await ProgramRun.RunAsync("demo", "--once", "--port", $"{port}");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"(port {port} is in use)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain($"localhost:{port}/", run.Error, StringComparison.Ordinal);
        run.AssertToldWithoutStackTrace();
    }

    [Fact]
    public async Task Demo_ForATime_EndsByItselfWithPlainLinesOfWholeDataSets()
    {
        var run = await ProgramRun.RunAsync("demo", "--for", "1s", "--port", "0");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("pass 1: digits v1: 899 rows, mean loss 1.35933, accuracy 0.86874", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_ForATimeAsJson_PrintsNothingButTheSummary()
    {
        var run = await ProgramRun.RunAsync("demo", "--for", "500ms", "--json", "--port", "0");

        Assert.Equal(0, run.ExitCode);
        using var summary = JsonDocument.Parse(Assert.Single(run.OutputLines));
        Assert.Equal(["models", "planted", "rejected", "warned", "join"], summary.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(4, Counts(summary.RootElement, "planted").Values.Sum());
    }

    [Fact]
    public async Task Demo_OnceWithoutATerminal_PrintsALineForEachReason()
    {
        var run = await ProgramRun.RunAsync("demo", "--once", "--port", "0");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("label-out-of-range: 1 planted, 1 rejected, 0 scored with a warning", run.OutputLines);
        Assert.Contains("infinite-loss: 1 planted, 0 rejected, 1 scored with a warning", run.OutputLines);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
    }

    // Each loss by itself, as another command prints it; one row in fifty has no label.
    private static async Task<double> MeanOfLabelledAsync(string version)
    {
        var score = await ProgramRun.RunAsync("score", DigitFigures.FileOf(version), "--rows", "--json");
        using var rows = JsonDocument.Parse(score.Output);
        return rows.RootElement.GetProperty("losses").EnumerateArray().Where((_, row) => row % 50 != 49).Average(loss => loss.GetDouble());
    }

    private static Dictionary<string, long> Book(params IEnumerable<(string Outcome, long Rows)> rows) => rows.ToDictionary();

    private static Dictionary<string, long> NotZero(JsonElement join, string book) => Counts(join, book).Where(rows => rows.Value != 0).ToDictionary();

    private static Dictionary<string, long> Counts(JsonElement summary, string name) =>
        summary.GetProperty(name).EnumerateObject().OrderBy(count => count.Name, StringComparer.Ordinal).ToDictionary(count => count.Name, count => count.Value.GetInt64());
}
