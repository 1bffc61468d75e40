using XentStream.Comparing;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Reports;
using XentStream.Tests.Reports;

namespace XentStream.Tests.Comparing;

public sealed class ComparisonTests
{
    [Fact]
    public void Comparison_OfTheSameRecords_IsEqualWithoutACause()
    {
        var comparison = Compare(SampleReport.Make(), SampleReport.Make());

        Assert.Empty(comparison.Differences);
        Assert.Empty(comparison.Causes);
        Assert.True(comparison.Equal > 30);
    }

    [Fact]
    public void Comparison_OfShorterAndLongerWindows_AddsTheShorterUp()
    {
        var (minutes, hours) = (Side(SampleReport.Make()), Side(SampleReport.Make()) with { Window = TimeSpan.FromHours(1) });
        hours = hours with { Windows = [.. WindowPairs.Of(minutes.Windows, [], TimeSpan.FromHours(1)).Select(pair => new ReplayedWindow(pair.Key, pair.A!))] };

        var comparison = Comparison.Of(Side(SampleReport.Make()), hours).Comparison!;

        Assert.Empty(comparison.Differences);
        Assert.Equal(TimeSpan.FromHours(1), comparison.Window);
    }

    [Fact]
    public void Comparison_OfWindowsThatDoNotDivide_IsRefusedWithTheFix()
    {
        var (comparison, obstacle) = Comparison.Of(Side(SampleReport.Make()) with { Window = TimeSpan.FromSeconds(50) }, Side(SampleReport.Make()));

        Assert.Null(comparison);
        Assert.EndsWith("Replay with the same --window.", obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_OfAnotherContract_SaysInWhatAndOnlyOfThatModel()
    {
        var comparison = Compare(SampleReport.Make(), SampleReport.Make(contract => contract with { IgnoreIndex = 3 }));

        Assert.Equal(["The contract of digits differs: IgnoreIndex -100 → 3."], comparison.Causes.Select(cause => cause.Sentence));
        Assert.NotEmpty(comparison.Differences);
        Assert.All(comparison.Differences, difference => Assert.Equal(("digits", "contract-differs"), (difference.Key.Model, Assert.Single(difference.Causes))));
    }

    [Fact]
    public void Comparison_OfAContractThatChangesNoNumber_IsEqualAndSaysSo()
    {
        var comparison = Compare(SampleReport.Make(), SampleReport.Make(contract => contract with { MaxBytes = contract.MaxBytes * 2 }));

        Assert.Equal((0, "contract-differs"), (comparison.Differences.Count, Assert.Single(comparison.Causes).Code));
    }

    [Fact]
    public void Comparison_OfOneModel_LeavesTheOthersOut()
    {
        var comparison = Compare(SampleReport.Make(), SampleReport.Make(scope: scope => scope with { Model = "digits", Version = "v2" }));

        Assert.Empty(comparison.Differences);
        Assert.True(comparison.Equal > 5);
    }

    [Fact]
    public void Comparison_OfTheSameOffsetsWithOtherNumbers_CallsItUnexplained()
    {
        var comparison = Compare(SampleReport.Make(), Side(SampleReport.Make()) with { Windows = SampleReport.Make(every: 2).Result.Windows });

        Assert.All(comparison.Differences, difference => Assert.Equal(["unexplained"], difference.Causes));
        Assert.Contains("certify", Assert.Single(comparison.Causes).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_OfOtherBooks_Differs()
    {
        var comparison = Compare(SampleReport.MakeJoined(), SampleReport.MakeJoined(change: figures => figures.Join.Add(MatchOutcome.Repeat, 1)));

        var difference = Assert.Single(comparison.Differences);
        Assert.Equal(("unexplained", 0L, 1L, 0.5), (Assert.Single(difference.Causes), difference.A!.Books!.Matches["repeat"], difference.B!.Books!.Matches["repeat"], difference.A.Coverage!.Value));
    }

    [Fact]
    public void Comparison_OfOtherJoinSettings_SaysSo()
    {
        var comparison = Compare(SampleReport.MakeJoined(), SampleReport.MakeJoined(within: 90, change: figures => figures.Join.Add(MatchOutcome.Repeat, 1)));

        Assert.Equal(["join-differs"], Assert.Single(comparison.Differences).Causes);
        Assert.Contains("Compare with the same Topics:Labels and Join:*.", Assert.Single(comparison.Causes).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_OfATime_TellsRecordsApartThatCameTooLateForIt()
    {
        var time = SampleReport.MakeJoined(scope: scope => scope with { To = SampleReport.Begin.AddMinutes(1) });

        var comparison = Compare(time, SampleReport.MakeJoined(change: figures => figures.Join.Add(PredictionOutcome.Disordered, 2)));

        Assert.Equal(["records-late"], Assert.Single(comparison.Differences).Causes);
        Assert.Contains("No loss depends on them.", Assert.Single(comparison.Causes).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_OfAWindowOfNothingWithNone_IsEqual()
    {
        var nothing = new ReplayedWindow(new DeltaKey("", "", SampleReport.Begin.AddHours(1)), new WindowFigures());
        var side = Side(SampleReport.MakeJoined());

        var comparison = Compare(SampleReport.MakeJoined(), side with { Windows = [side.Windows.First(), nothing, .. side.Windows.Skip(1)] });

        Assert.Equal((0, 2), (comparison.Differences.Count, comparison.Equal));
    }

    [Fact]
    public void Comparison_OfNoWindow_IsRefusedWithTheReason()
    {
        var none = Side(SampleReport.Make(scope: scope => scope with { Model = "nope" }));

        var (comparison, obstacle) = Comparison.Of(none, Side(SampleReport.Make()));

        Assert.Null(comparison);
        Assert.Equal("There is nothing to compare: predictions has no record of model `nope`; 100 records were read. Check --model.", obstacle);
        Assert.Contains("100 records were read, and predictions has no record", Comparison.Of(none, none).Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_OfSidesThatHaveNoWindowInCommon_IsRefused()
    {
        var (comparison, obstacle) = Comparison.Of(
            Side(SampleReport.Make(scope: scope => scope with { Model = "digits", Version = "v1" })), Side(SampleReport.Make(scope: scope => scope with { Model = "digits", Version = "v2" })));

        Assert.Null(comparison);
        Assert.StartsWith("There is nothing to compare: no window is of what both", obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void Cause_OfAModelWithAForeignName_IsQuoted()
    {
        var (a, b) = (Side(SampleReport.Make()), Side(SampleReport.Make()));
        var finder = new CauseFinder(a with { ContractsOf = _ => ["1"] }, b with { ContractsOf = _ => ["2"] });

        Assert.StartsWith("The contract of a\uFFFD[2K differs", Assert.Single(finder.Find(["a\u001b[2K"])).Sentence, StringComparison.Ordinal);
    }

    private static Comparison Compare(ReportSummary a, ReportSummary b) => Compare(a, Side(b));

    private static Comparison Compare(ReportSummary a, ComparedSide b) => Comparison.Of(Side(a), b).Comparison!;

    private static ComparedSide Side(ReportSummary summary) => ComparedSide.Of(summary, "one");
}
