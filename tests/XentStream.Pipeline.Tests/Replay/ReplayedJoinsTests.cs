using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Tests.Evaluating;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Tests.Replay;

public sealed class ReplayedJoinsTests
{
    private readonly JoinedRecord records = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_ThatAreRejected_AreCountedByReasonWhicheverTopicIsReadFirst(bool labelsFirst)
    {
        var windows = new OpenWindows(Settings.Joined.Window);
        var joins = Begin(windows, new ReplayScope(["predictions", "labels"]));
        joins.BeginToCount();
        Feed(joins, labelsFirst);

        // The label of three rows fits neither version; what has no id reaches nothing.
        var labels = Assert.Single(windows.Ordered, window => window.Key.Model.Length == 0).Figures;
        Assert.Equal(
            [(FaultCode.RecordIdMissing, 1L), (FaultCode.LabelRowUnknown, 1L), (FaultCode.LabelCountMismatch, 2L)],
            FaultCodes.All.Select(code => (code, labels.RejectedLabelsByCode[(int)code])).Where(reason => reason.Item2 > 0));
        Assert.Equal(0, labels.Rejected);
        var read = ReplayedWindow.Parse(new ReplayedWindow(default(DeltaKey) with { Model = "", Version = "" }, labels).ToBytes()).Figures;
        Assert.Equal(labels.RejectedLabelsByCode, read.RejectedLabelsByCode);
        read.Add(labels);
        Assert.Equal(4, read.RejectedLabelsByCode[(int)FaultCode.LabelCountMismatch]);
        read.Clear();
        Assert.False(read.RejectedLabelsByCode.ContainsAnyExcept(0));
    }

    [Fact]
    public void Labels_ThatAreRejectedBelowTheRangeOrOfNoInterest_AreNotCounted()
    {
        var windows = new OpenWindows(Settings.Joined.Window);
        var all = new ReplayScope(["predictions", "labels"]);
        Feed(Begin(windows, all), labelsFirst: false);
        Assert.Empty(windows.Ordered);

        var joins = Begin(windows, all with { Model = "digits" });
        joins.BeginToCount();
        Feed(joins, labelsFirst: false);
        Assert.All(windows.Ordered, window => Assert.Equal("digits", window.Key.Model));
        Assert.All(windows.Ordered, window => Assert.False(window.Figures.RejectedLabelsByCode.ContainsAnyExcept(0)));
    }

    private static ReplayedJoins Begin(OpenWindows windows, ReplayScope scope)
    {
        var joins = new ReplayedJoins(Settings.Joined, scope, windows);
        joins.Begin([Reading("predictions"), Reading("labels")]);
        return joins;
    }

    private static PartitionReading Reading(string topic) => new(new ReplayedPartition(new PartitionId(topic, 0), 0, 100) { DigestState = new RangeDigest().State });

    private void Feed(ReplayedJoins joins, bool labelsFirst)
    {
        Action[] halves = [() => FeedPredictions(joins), () => FeedLabels(joins)];
        foreach (var half in labelsFirst ? halves.Reverse() : halves)
        {
            half();
        }
    }

    // It takes three records to tell the time.
    private void FeedPredictions(ReplayedJoins joins)
    {
        joins.Add(records.Prediction(JoinedRecord.TwoRows, "a", offset: 0, at: 1));
        joins.Add(records.Prediction(JoinedRecord.TwoRows.Replace("v1", "v2", StringComparison.Ordinal), "a", offset: 1, at: 2));
        joins.Add(records.Prediction(JoinedRecord.TwoRows, "b", offset: 2, at: 3));
        joins.Add(records.Prediction(JoinedRecord.TwoRows, "c", offset: 3, at: 4));
        joins.Add(records.Prediction(JoinedRecord.TwoRows, "d", offset: 4, at: 5));
    }

    private void FeedLabels(ReplayedJoins joins)
    {
        joins.Add(records.Label("""{"labels":[0,1,2]}""", "a", offset: 0, at: 3));
        joins.Add(records.Label("""{"labels":[1],"rows":[2]}""", "b", offset: 1, at: 4));
        joins.Add(records.Label("""{"labels":[0,1]}""", null, offset: 2, at: 5));
        joins.Add(records.Label("""{"labels":[0,1]}""", "c", offset: 3, at: 6));
        joins.Add(records.Label(null, null, offset: 4, at: 7, headers: ("xent-heartbeat", "")));
        joins.Add(records.Label(null, null, offset: 5, at: 8, headers: ("xent-heartbeat", "")));
    }
}
