using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Reports;

namespace XentStream.Tests.Reports;

public sealed class NoNumberTests
{
    private static readonly PartitionId Partition = new("predictions", 0);

    [Fact]
    public void Replay_OfAModelThatNoRecordIsOf_SaysHowManyWereRead() => Assert.Equal(
        "There is no number: predictions has no record of model `nope`, of version `v9`; 100 records were read. Check --model, --version.",
        NoNumber.Of(SampleReport.Make(scope: scope => scope with { Model = "nope", Version = "v9" }))?.ToString());

    [Fact]
    public void Replay_OfATimeOfNoRecord_SaysSo() => Assert.Equal(
        "There is no number: predictions has no record of 2030-01-01 00:00:00Z or later, before 2031-01-01 00:00:00Z; 0 records were read. Check --from, --to.",
        Tell(scope => scope with { From = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), To = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero) }));

    [Fact]
    public void Replay_OfWhatAGroupHasCommittedThatHasNot_NamesTheGroup() => Assert.Equal(
        "There is no number: predictions has no record that the group `xentstream-demo` has committed; 0 records were read. Check --committed and Kafka:GroupId.",
        Tell(scope => scope with { OnlyCommitted = true }));

    [Fact]
    public void Replay_OfOffsetsWithoutARecord_SaysSo() => Assert.Equal(
        "There is no number: predictions has no record within the offsets that were asked for; 0 records were read. Check --offsets.",
        Tell(scope => scope with { Offsets = new Dictionary<PartitionId, (long? From, long? To)> { [Partition] = (5, 5) } }));

    [Fact]
    public void Replay_OfAnEmptyTopic_SaysSo() => Assert.Equal(
        "There is no number: predictions has no record; 0 records were read. Name another topic with --topic, or send records first.", Tell(scope => scope));

    [Fact]
    public void Replay_OfLabelsByThemselves_CountsPredictionsOnly()
    {
        var joined = SampleReport.MakeJoined(scope: scope => scope with { Model = "nope" });
        var labels = joined.Result with { Windows = joined.Result.Windows.Where(window => window.Key.Model.Length == 0) };

        Assert.Contains("predictions has no record of model `nope`; 10 records were read.", NoNumber.Of(ReportSummary.Of(joined.Settings, joined.Scope, labels, SampleReport.Begin))?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_WithFigures_HasNothingToSay() => Assert.Null(NoNumber.Of(SampleReport.Make()));

    private static string? Tell(Func<ReplayScope, ReplayScope> change)
    {
        var nothing = new ReplayResult([new ReplayedPartition(Partition, 5, 5) { DigestState = new byte[32] }], Refusal: null) { Windows = [] };
        return NoNumber.Of(ReportSummary.Of(SampleReport.Settings, change(new ReplayScope(["predictions"])), nothing, SampleReport.Begin))?.ToString();
    }
}
