using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace XentStream.Pipeline.Replay;

/// <summary>
/// Windows on disk, so that memory does not grow with the range: runs of windows in order, one behind the other, which are merged when they are read. A window can be
/// in many runs, since records come in no order of time that could be relied on; the figures of all its parts add up, exactly.
/// </summary>
/// <remarks>The file is an external merge sort's. Each window is preceded by its length; a length of zero ends a run.</remarks>
public sealed class WindowRuns : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly List<long> begins = [];
    private long length;

    private WindowRuns(SafeFileHandle file) => this.file = file;

    /// <summary>How many bytes are written.</summary>
    public long Length => length;

    /// <summary>Begins a file that is deleted when it is closed.</summary>
    public static WindowRuns Create() => new(File.OpenHandle(
        Path.Combine(Path.GetTempPath(), $"xentstream-{Guid.NewGuid():N}.windows"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose));

    /// <summary>Begins a file that stays, in place of what may be there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static WindowRuns Create(string path) => new(File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite));

    /// <summary>Goes on with a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">How much of it counts; what is behind was not finished.</param>
    /// <exception cref="InvalidDataException">It is not that file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static WindowRuns Resume(string path, long length)
    {
        var runs = new WindowRuns(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite));
        while (runs.length < length)
        {
            runs.begins.Add(runs.length);
            for (var size = runs.ReadLength(runs.length); size != 0; size = runs.ReadLength(runs.length))
            {
                runs.length += sizeof(int) + size;
            }

            runs.length += sizeof(int);
        }

        return runs.length == length ? runs : throw new InvalidDataException($"`{path}` does not end where its checkpoint says.");
    }

    /// <summary>Writes a run.</summary>
    /// <param name="windows">Its windows, in order.</param>
    public void Append(IEnumerable<ReplayedWindow> windows)
    {
        var begin = length;
        foreach (var window in windows)
        {
            Write(window.ToBytes());
        }

        Write([]);
        begins.Add(begin);
    }

    /// <summary>Sees to it that what is written survives the machine.</summary>
    public void Flush() => RandomAccess.FlushToDisk(file);

    /// <summary>All windows in order, each once.</summary>
    public IEnumerable<ReplayedWindow> Merge()
    {
        var heads = new PriorityQueue<(ReplayedWindow Window, long Next), Recording.DeltaKey>(Recording.DeltaKey.Order);
        foreach (var begin in begins)
        {
            Take(heads, begin);
        }

        while (heads.TryDequeue(out var head, out var key))
        {
            Take(heads, head.Next);
            while (heads.TryPeek(out var part, out var same) && same == key)
            {
                head.Window.Figures.Add(part.Window.Figures);
                heads.Dequeue();
                Take(heads, part.Next);
            }

            yield return head.Window;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Take(PriorityQueue<(ReplayedWindow Window, long Next), Recording.DeltaKey> heads, long place)
    {
        var size = ReadLength(place);
        if (size > 0)
        {
            var window = ReplayedWindow.Parse(Read(place + sizeof(int), size));
            heads.Enqueue((window, place + sizeof(int) + size), window.Key);
        }
    }

    private void Write(ReadOnlySpan<byte> window)
    {
        Span<byte> size = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(size, window.Length);
        RandomAccess.Write(file, size, length);
        RandomAccess.Write(file, window, length + sizeof(int));
        length += sizeof(int) + window.Length;
    }

    private int ReadLength(long place)
    {
        var size = BinaryPrimitives.ReadInt32LittleEndian(Read(place, sizeof(int)));
        return size >= 0 && size <= RandomAccess.GetLength(file) - place ? size : throw new InvalidDataException("The file of windows is damaged.");
    }

    private byte[] Read(long place, int count)
    {
        var bytes = new byte[count];
        return RandomAccess.Read(file, bytes, place) == count ? bytes : throw new InvalidDataException("The file of windows is cut off.");
    }
}
