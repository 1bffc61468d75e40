using XentStream.Pipeline.Sampling.Pairing;

namespace XentStream.Pipeline.Tests.Sampling.Pairing;

public sealed class PairingReportTests
{
    [Theory]
    [InlineData(0.5, 50)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    [InlineData(0, 1)]
    public void Delay_OfAShare_IsTheLeastThatCoversIt(double share, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), OfSeconds(100).DelayOf(share));

    [Fact]
    public void Delay_OfNoLabels_IsNone()
    {
        Assert.Null(OfSeconds(0).DelayOf(0.99));
        Assert.Null(OfSeconds(0).ShareWithin(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Share_WithinATime_CountsThoseAtItsEnd() => Assert.Equal(0.25, OfSeconds(100).ShareWithin(TimeSpan.FromSeconds(25)));

    [Fact]
    public void Placement_OfFewKeys_IsNotKnownAndNotCalledDifferent()
    {
        var report = OfSeconds(1);
        report.Predictions.Note([1, 2, 3], 0);

        Assert.False(report.Predictions.IsPlacementKnown);
        Assert.False(report.ArePlacedDifferently);
    }

    // Labels after 1, 2, 3 … seconds, the last first.
    private static PairingReport OfSeconds(int count)
    {
        var report = new PairingReport(new PairedTopic("predictions", 3), new PairedTopic("labels", 3), 3) { Visible = TimeSpan.FromSeconds(200), Until = DateTimeOffset.UnixEpoch };
        for (var second = count; second > 0; second--)
        {
            report.Add(second);
        }

        return report;
    }
}
