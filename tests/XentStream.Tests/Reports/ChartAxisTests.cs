using CsCheck;
using XentStream.Reports;

namespace XentStream.Tests.Reports;

public sealed class ChartAxisTests
{
    [Theory]
    [InlineData(0, 1.42, "0 0.5 1")]
    [InlineData(0, 0.08, "0 0.02 0.04 0.06 0.08")]
    [InlineData(3, 3, "3 3.2 3.4 3.6 3.8 4")]
    public void Ticks_AreRoundNumbers(double low, double high, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', new ChartAxis(low, high, 0, 100).Ticks().Select(tick => ReportText.Number(tick, "0.####"))));

    [Theory]
    [InlineData(3600, "00:00 00:15 00:30 00:45 01:00")]
    [InlineData(90, "00:00 00:15 00:30 00:45 01:00 01:15 01:30")]
    public void TimeTicks_DivideADayAsPeopleDo(double seconds, string ticks) => Assert.Equal(
        ticks, string.Join(' ', new ChartAxis(0, seconds, 0, 100).TimeTicks().Select(tick => seconds < 120 ? $"{TimeSpan.FromSeconds(tick):mm\\:ss}" : $"{TimeSpan.FromSeconds(tick):hh\\:mm}")));

    [Fact]
    public void Ticks_OfAnyRange_LieInItAndAreFew() => Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-6, 1e6]).Sample((low, length) =>
    {
        var axis = new ChartAxis(low, low + length, 0, 100);
        var ticks = axis.Ticks().ToList();

        Assert.InRange(ticks.Count, 1, 8);
        Assert.All(ticks, tick => Assert.InRange(axis.Place(tick), -1e-6, 100 + 1e-6));
    });
}
