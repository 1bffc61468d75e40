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

    private static string Write(ReplayResult result)
    {
        var output = new StringWriter();
        new ReplayText(output).Write(ReportSummary.Of(SampleReport.Settings, new ReplayScope([DemoSettings.Topic]), result, SampleReport.Begin));
        return output.ToString();
    }
}
