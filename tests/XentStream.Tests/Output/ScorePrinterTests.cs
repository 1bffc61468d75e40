using System.Text;
using System.Text.Json;
using XentStream.Demo;

namespace XentStream.Tests.Output;

public sealed class ScorePrinterTests
{
    private static readonly byte[] Csv = Encoding.UTF8.GetBytes("label,p0,p1\n3,0.1,0.9\n");

    [Fact]
    public async Task Text_OfARejectedPayload_SaysWhatIsWrongTheCauseAndTheFix()
    {
        var run = await ProgramRun.RunAsync(Csv, ["score", "--header", "content-type=text/csv", "-"]);

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^-: no model named, rejected$", run.Output);
        Assert.Matches(@"(?m)^  unknown-encoding: \S.+$\n    likely cause: \S.+$\n    fix: \S.+$", run.Output);
        Assert.DoesNotContain("mean loss", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfGoodAndBrokenPayloads_IsAnObjectALineInOrderAndExits3()
    {
        var run = await ProgramRun.RunAsync(Csv, ["score", "--json", DigitFigures.FileOf("v1"), "-", DigitFigures.FileOf("v2")]);

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        var results = run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            [(DigitFigures.FileOf("v1"), "scored"), ("-", "rejected"), (DigitFigures.FileOf("v2"), "scored")],
            results.Select(result => (result.GetProperty("file").GetString()!, result.GetProperty("status").GetString()!)));
        Assert.EndsWith("\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_WithMoreClassesThanTheFirst_TellsTheAccuracyWithinEach()
    {
        var run = await ProgramRun.RunAsync("score", DigitFigures.FileOf("v1"), "--classes", "10", "--top-k", "2,10");

        Assert.Matches(@"accuracy 0\.\d+, within 2 0\.\d+, within 10 1, Brier score", run.Output);
        Assert.DoesNotContain("within", (await ProgramRun.RunAsync("score", DigitFigures.FileOf("v1"))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_OfAPayloadWithForeignNames_QuotesThem()
    {
        var (model, version) = ("m\u001b[2K\r", "v1, scored\n  899 rows scored\n  mean loss 0.01 nats");
        var payload = DemoPayload.Named(model, version).Add("lo\u001bgits\n", "F32", [1, 2], new byte[8]).ToArray();

        var run = await ProgramRun.RunAsync(payload, ["score", "-"]);

        Assert.StartsWith("-: m\uFFFD[2K\uFFFD v1, scored\uFFFD  899 rows scored\uFFFD  mean loss…, rejected\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain("\n  mean loss", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfTheSamePayload_HasTheSameExactTotals()
    {
        var run = await ProgramRun.RunAsync("score", "--json", DigitFigures.FileOf("v3"), DigitFigures.FileOf("v3"));

        var totals = run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("totals").GetString()).ToList();
        Assert.Equal(2, totals.Count);
        Assert.Single(totals.Distinct());
        Assert.NotEmpty(Convert.FromBase64String(totals[0]!));
    }
}
