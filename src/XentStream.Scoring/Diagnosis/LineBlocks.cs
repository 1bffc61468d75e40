using System.Buffers;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// Goes through the lines of a tensor in blocks that are turned into doubles at once: to be asked for its type at every number costs more than what is done with the number.
/// </summary>
/// <remarks>To be used in <c>foreach</c>, which gives the room back. A block holds until the next one.</remarks>
internal ref struct LineBlocks
{
    // 16 KB, which stays in the cache of the first level.
    private const int Room = 2048;

    /// <summary>The most lines of a block.</summary>
    public const int MostLines = Room;

    private readonly ElementType type;
    private readonly ReadOnlySpan<byte> bytes;
    private readonly int length;
    private readonly int inner;
    private readonly long count;
    private readonly double[] room;
    private LineBlock current;
    private long next;

    /// <summary>Goes through lines. Line r has its numbers at element (r / inner)·length·inner + r mod inner, inner apart.</summary>
    public LineBlocks(ElementType type, ReadOnlySpan<byte> bytes, int length, int inner, long count)
    {
        this.type = type;
        this.bytes = bytes;
        this.length = length;
        this.inner = inner;
        this.count = count;
        room = count == 0 ? [] : ArrayPool<double>.Shared.Rent(Math.Max(length, Room));
    }

    /// <summary>The line to begin with; the first one where nothing is said.</summary>
    public long First
    {
        init => next = value;
    }

    /// <summary>The block.</summary>
    public readonly LineBlock Current => current;

    /// <summary>Each element of a tensor is a line of its own.</summary>
    public static LineBlocks OfElements(TensorView view) => new(view.Type, view.Bytes, length: 1, inner: 1, view.Shape.Count);

    public readonly LineBlocks GetEnumerator() => this;

    public bool MoveNext()
    {
        if (next == count)
        {
            return false;
        }

        var lines = (int)Math.Min(count - next, Math.Max(Room / length, 1));
        var numbers = room.AsSpan(0, lines * length);
        if (inner == 1)
        {
            Elements.ReadDoubles(type, bytes[(int)(next * length * type.Size)..], numbers);
        }
        else
        {
            for (var line = 0; line < lines; line++)
            {
                var (outer, place) = Math.DivRem(next + line, inner);
                Elements.ReadDoubles(type, bytes[(int)(((outer * length * inner) + place) * type.Size)..], numbers.Slice(line * length, length), inner);
            }
        }

        current = new LineBlock(next, numbers, length);
        next += lines;
        return true;
    }

    public readonly void Dispose()
    {
        if (count > 0)
        {
            ArrayPool<double>.Shared.Return(room);
        }
    }
}
