using System.Text.RegularExpressions;
using System.Xml.Linq;
using XentStream.Reports;
using XentStream.Scoring.Faults;

namespace XentStream.Tests.Reports;

public sealed partial class ReportPagesTests
{
    [Fact]
    public async Task Page_OfTheDemosBatches_ShowsFiguresReasonsAndCharts()
    {
        var page = await ReportPages.RenderAsync(SampleReport.Make());

        Assert.Contains("<td title=\"1.3593348901306028\">1.3593</td>", page, StringComparison.Ordinal);
        Assert.Contains("<code>label-out-of-range</code>", page, StringComparison.Ordinal);
        Assert.Equal(["Mean loss of digits over time, by version", "Reliability diagram of digits v1"], Labels().Matches(page).Select(label => label.Groups[1].Value).Where(label => label.StartsWith("Mean loss of digits over", StringComparison.Ordinal) || label.EndsWith("digits v1", StringComparison.Ordinal)));
        Assert.Contains(SampleReport.Make().Certificate.Seal, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AlwaysNeedsNothingElse()
    {
        var page = await ReportPages.RenderAsync(SampleReport.Make());

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(src|href)=|url\\(|@import|https?://", page);

        // Every element but the void ones is closed and every attribute quoted, so that any parser sees the same page.
        Assert.Equal("html", XDocument.Parse(Regex.Replace(page, "<meta [^>]*>", "")).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Page_OfNamesThatAreMarkup_ShowsThemAsText()
    {
        var summary = SampleReport.Make(scope: scope => scope with { Topics = ["<b>&\"topic"] });

        Assert.Contains("<h1>Replay of &lt;b&gt;&amp;&quot;topic</h1>", await ReportPages.RenderAsync(summary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfLostRecords_SaysSoFirst() =>
        Assert.Contains("Retention had removed 7 offsets of the range.", await ReportPages.RenderAsync(SampleReport.Make(lost: 7)), StringComparison.Ordinal);

    [Fact]
    public async Task Page_OfTwoVersions_ShowsTheirDifferenceAndItsError()
    {
        var page = await ReportPages.RenderAsync(SampleReport.Make(pairs: SampleReport.Pair()));

        // d = −0.25 and 0.5: their mean, and √(0.28125 / 2) of it.
        Assert.Contains("mean difference (nats), v2 less v1</th><td>0.1250</td>", page, StringComparison.Ordinal);
        Assert.Contains("its standard error</th><td>0.3750</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfJoinedLabels_ShowsBooksAndCoverageOfEachWindow()
    {
        var page = await ReportPages.RenderAsync(SampleReport.MakeJoined(isCut: true));

        Assert.Contains("<td>v1</td><td>29</td><td>0</td><td>0</td><td>3</td><td>0</td><td>0</td><td>29</td><td>50.00 %</td></tr>", page, StringComparison.Ordinal);
        Assert.Contains("<td>labels</td><td>29</td><td>0</td><td>0</td><td>4</td><td>0</td></tr>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">coverage</th></tr></thead>", page, StringComparison.Ordinal);
        Assert.Contains("<td>29</td><td>0</td><td>50.00 %</td></tr>", page, StringComparison.Ordinal);
        Assert.Contains("[0] begins later than what decides the labels near the begin of the range.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Records without a model", page, StringComparison.Ordinal);
        Assert.Equal("html", XDocument.Parse(Regex.Replace(page, "<meta [^>]*>", "")).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Page_OfRejectedLabels_TellsHowManyAndWhy()
    {
        var page = await ReportPages.RenderAsync(SampleReport.MakeJoined(changeLabels: figures => figures.RejectLabels(FaultCode.LabelRowUnknown, 3)));

        Assert.Contains("<li><code>label-row-unknown</code> 3</li>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Label records that were rejected", await ReportPages.RenderAsync(SampleReport.MakeJoined()), StringComparison.Ordinal);
        Assert.Equal("html", XDocument.Parse(Regex.Replace(page, "<meta [^>]*>", "")).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Page_OfNoRecords_SaysSo() =>
        Assert.Contains("There is no number: predictions has no record of model `none`", await ReportPages.RenderAsync(SampleReport.Make(scope: scope => scope with { Model = "none" })), StringComparison.Ordinal);

    [GeneratedRegex("aria-label=\"([^\"]*)\"")]
    private static partial Regex Labels();
}
