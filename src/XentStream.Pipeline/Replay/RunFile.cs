using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace XentStream.Pipeline.Replay;

/// <summary>The file of an external merge sort: runs of entries in order, one behind the other, which are merged when they are read, so that memory does not grow with them.</summary>
/// <remarks>Each entry is preceded by its length; a length of zero ends a run.</remarks>
internal sealed class RunFile : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly List<long> begins = [];

    private RunFile(SafeFileHandle file) => this.file = file;

    /// <summary>How many bytes are written.</summary>
    public long Length { get; private set; }

    /// <summary>Begins a file that is deleted when it is closed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static RunFile Create() => new(File.OpenHandle(
        Path.Combine(Path.GetTempPath(), $"xentstream-{Guid.NewGuid():N}.runs"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose));

    /// <summary>Begins a file that stays, in place of what may be there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static RunFile Create(string path) => new(File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite));

    /// <summary>Goes on with a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">How much of it counts; what is behind was not finished.</param>
    /// <exception cref="InvalidDataException">It is not that file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RunFile Resume(string path, long length)
    {
        var runs = new RunFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite));
        while (runs.Length < length)
        {
            runs.begins.Add(runs.Length);
            for (var size = runs.ReadLength(runs.Length); size != 0; size = runs.ReadLength(runs.Length))
            {
                runs.Length += sizeof(int) + size;
            }

            runs.Length += sizeof(int);
        }

        return runs.Length == length ? runs : throw new InvalidDataException($"`{path}` does not end where its checkpoint says.");
    }

    /// <summary>Writes a run.</summary>
    /// <param name="entries">Its entries, in order; none is empty.</param>
    public void Append(IEnumerable<byte[]> entries)
    {
        var begin = Length;
        foreach (var entry in entries)
        {
            Write(entry);
        }

        Write([]);
        begins.Add(begin);
    }

    /// <summary>Sees to it that what is written survives the machine.</summary>
    public void Flush() => RandomAccess.FlushToDisk(file);

    /// <summary>All entries in order; equal ones follow each other.</summary>
    public IEnumerable<T> Merge<T>(Func<byte[], T> parse, IComparer<T> order)
    {
        var heads = new PriorityQueue<long, T>(order);
        foreach (var begin in begins)
        {
            Take(heads, begin, parse);
        }

        while (heads.TryDequeue(out var next, out var entry))
        {
            Take(heads, next, parse);
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Take<T>(PriorityQueue<long, T> heads, long place, Func<byte[], T> parse)
    {
        var size = ReadLength(place);
        if (size > 0)
        {
            heads.Enqueue(place + sizeof(int) + size, parse(Read(place + sizeof(int), size)));
        }
    }

    private void Write(ReadOnlySpan<byte> entry)
    {
        Span<byte> size = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(size, entry.Length);
        RandomAccess.Write(file, size, Length);
        RandomAccess.Write(file, entry, Length + sizeof(int));
        Length += sizeof(int) + entry.Length;
    }

    private int ReadLength(long place)
    {
        var size = BinaryPrimitives.ReadInt32LittleEndian(Read(place, sizeof(int)));
        return size >= 0 && size <= RandomAccess.GetLength(file) - place ? size : throw new InvalidDataException("A file of a replay is damaged.");
    }

    private byte[] Read(long place, int count)
    {
        var bytes = new byte[count];
        return RandomAccess.Read(file, bytes, place) == count ? bytes : throw new InvalidDataException("A file of a replay is cut off.");
    }
}
