using XentStream.Pipeline.Recording;

namespace XentStream.Reports;

/// <summary>Figures over time in bounded memory: where there are more windows than can be drawn, twice as long ones take their place.</summary>
/// <param name="window">The length of a window.</param>
public sealed class WindowSeries(TimeSpan window)
{
    /// <summary>The most steps.</summary>
    public const int Most = 240;

    private readonly List<(DateTimeOffset Start, WindowFigures Figures)> steps = [];

    /// <summary>The length of a step.</summary>
    public TimeSpan Length { get; private set; } = window;

    /// <summary>The steps that have records, in order.</summary>
    public IReadOnlyList<(DateTimeOffset Start, WindowFigures Figures)> Steps => steps;

    /// <summary>Adds a window that is not before those that were added.</summary>
    public void Add(DateTimeOffset start, WindowFigures figures)
    {
        AddStep(DeltaKey.WindowOf(start, Length), figures);
        while (steps.Count > Most)
        {
            Length *= 2;
            var finer = steps.ToList();
            steps.Clear();
            finer.ForEach(step => AddStep(DeltaKey.WindowOf(step.Start, Length), step.Figures));
        }
    }

    private void AddStep(DateTimeOffset start, WindowFigures figures)
    {
        if (steps.Count == 0 || steps[^1].Start != start)
        {
            steps.Add((start, new WindowFigures()));
        }

        steps[^1].Figures.Add(figures);
    }
}
