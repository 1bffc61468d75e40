using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>The windows in memory: what came since the last run was written. A window that comes again goes on in the next run, and both are added up at the end.</summary>
/// <param name="length">The length of a window.</param>
public sealed class OpenWindows(TimeSpan length)
{
    // Figures take some 10 KB each.
    private const int Most = 1024;

    private readonly Dictionary<DeltaKey, WindowFigures> windows = [];
    private readonly Stack<WindowFigures> unused = [];

    /// <summary>Whether labels can take out rows that were added before.</summary>
    public bool BeginInTheMiddle { get; set; }

    /// <summary>Whether they take enough memory to be written out.</summary>
    public bool AreFull => windows.Count >= Most;

    /// <summary>The windows in order.</summary>
    public IEnumerable<ReplayedWindow> Ordered => windows.OrderBy(window => window.Key, DeltaKey.Order).Select(window => new ReplayedWindow(window.Key, window.Value));

    /// <summary>The figures of a window, to add to.</summary>
    public WindowFigures Find(string model, string version, DateTimeOffset time)
    {
        var key = new DeltaKey(model, version, DeltaKey.WindowOf(time, length));
        if (!windows.TryGetValue(key, out var figures))
        {
            figures = unused.TryPop(out var used) ? used : new WindowFigures { BeginsInTheMiddle = BeginInTheMiddle };
            windows.Add(key, figures);
        }

        return figures;
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        foreach (var figures in windows.Values)
        {
            figures.Clear();
            unused.Push(figures);
        }

        windows.Clear();
    }

    internal void Add(Evaluation evaluation, DateTimeOffset time) => Find(evaluation.Model, evaluation.Version, time).Add(evaluation);
}
