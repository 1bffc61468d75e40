using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>
/// Windows on disk, so that memory does not grow with the range. A window can be in many runs, since records come in no order of time that could be relied on; the
/// figures of all its parts add up, exactly.
/// </summary>
public sealed class WindowRuns : IDisposable
{
    private static readonly Comparer<ReplayedWindow> Order = Comparer<ReplayedWindow>.Create((one, other) => DeltaKey.Order.Compare(one.Key, other.Key));

    private readonly RunFile file;

    private WindowRuns(RunFile file) => this.file = file;

    /// <summary>How many bytes are written.</summary>
    public long Length => file.Length;

    /// <summary>Begins a file that is deleted when it is closed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static WindowRuns Create() => new(RunFile.Create());

    /// <summary>Begins a file that stays, in place of what may be there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static WindowRuns Create(string path) => new(RunFile.Create(path));

    /// <summary>Goes on with a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">How much of it counts; what is behind was not finished.</param>
    /// <exception cref="InvalidDataException">It is not that file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static WindowRuns Resume(string path, long length) => new(RunFile.Resume(path, length));

    /// <summary>Writes a run.</summary>
    /// <param name="windows">Its windows, in order.</param>
    public void Append(IEnumerable<ReplayedWindow> windows) => file.Append(windows.Select(window => window.ToBytes()));

    /// <summary>Sees to it that what is written survives the machine.</summary>
    public void Flush() => file.Flush();

    /// <summary>All windows in order, each once.</summary>
    public IEnumerable<ReplayedWindow> Merge()
    {
        ReplayedWindow? last = null;
        foreach (var part in file.Merge(ReplayedWindow.Parse, Order))
        {
            if (last is { } window && window.Key == part.Key)
            {
                window.Figures.Add(part.Figures);
                continue;
            }

            if (last is { } done)
            {
                yield return done;
            }

            last = part;
        }

        if (last is { } end)
        {
            yield return end;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
