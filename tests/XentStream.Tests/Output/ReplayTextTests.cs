using XentStream.Demo;
using XentStream.Output;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Replay.Pairing;
using XentStream.Reports;
using XentStream.Tests.Reports;

namespace XentStream.Tests.Output;

public sealed class ReplayTextTests
{
    [Fact]
    public void Write_TwoVersions_TellsDifferenceErrorAndWhichIsLower()
    {
        var text = Write(new ReplayResult([], Refusal: null) { Windows = [], Pair = new VersionPair("v1", "v2"), Pairs = [SampleReport.Pair()] });

        Assert.Contains("digits v1 beside v2: 2 rows", text, StringComparison.Ordinal);
        Assert.Contains("mean difference 0.125 nats (v2 less v1), standard error 0.375", text, StringComparison.Ordinal);
        Assert.Contains("v2 has the lower loss in 1 row, v1 in 1; 0 are equal", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_VersionsThatDoNotOccur_SaysSo() => Assert.Contains(
        "No batch of v8 or v9 was scored: there is nothing to compare row by row.",
        Write(new ReplayResult([], Refusal: null) { Windows = [], Pair = new VersionPair("v8", "v9") }),
        StringComparison.Ordinal);

    [Fact]
    public void Write_NoVersionsAskedFor_SaysNothingOfThem() =>
        Assert.DoesNotContain("row by row", Write(new ReplayResult([], Refusal: null) { Windows = [] }), StringComparison.Ordinal);

    [Fact]
    public void Write_JoinedLabels_TellsBooksAndCoverage()
    {
        var text = Write(SampleReport.MakeJoined(isCut: true));

        Assert.Contains("  rows: scored 29, duplicate 3, waiting 29; coverage 50.00 %\n  labels that fit a row: standing 29\n", text, StringComparison.Ordinal);
        Assert.Contains("labels of labels: matched 29, orphan 4\n", text, StringComparison.Ordinal);
        Assert.Contains("[0] begins later than what decides the labels near the begin of the range", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no model named", text, StringComparison.Ordinal);
    }

    private static string Write(ReplayResult result) => Write(ReportSummary.Of(SampleReport.Settings, new ReplayScope([DemoSettings.Topic]), result, SampleReport.Begin));

    private static string Write(ReportSummary summary)
    {
        var output = new StringWriter();
        new ReplayText(output).Write(summary);
        return output.ToString();
    }
}
