using CsCheck;
using XentStream.Pipeline.Recording;
using XentStream.Reports;

namespace XentStream.Tests.Reports;

public sealed class WindowSeriesTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    [Fact]
    public void Series_OfAnyWindows_KeepsAllRecordsInFewSteps() => Gen.Int[0, 100_000].Array[0, 2_000].Sample(minutes =>
    {
        var series = new WindowSeries(Window);
        foreach (var minute in minutes.Order())
        {
            var figures = new WindowFigures();
            figures.Count(scored: 1, warned: 0, rejected: 0);
            series.Add(SampleReport.Begin + (minute * Window), figures);
        }

        Assert.InRange(series.Steps.Count, 0, WindowSeries.Most);
        Assert.Equal(minutes.Length, series.Steps.Sum(step => step.Figures.Scored));
        Assert.All(series.Steps, step => Assert.Equal(step.Start, DeltaKey.WindowOf(step.Start, series.Length)));
        Assert.Equal(series.Steps.Select(step => step.Start).Distinct().Order(), series.Steps.Select(step => step.Start));
    }, iter: 200);
}
