namespace XentStream.Pipeline.Joining;

/// <summary>A buffer that grows to the largest content, and is used again.</summary>
internal sealed class ContentBuffer<T>
    where T : unmanaged
{
    private T[] room = [];
    private int length;

    /// <summary>The content.</summary>
    public ReadOnlySpan<T> Span => room.AsSpan(0, length);

    /// <summary>Makes room for another content.</summary>
    public Span<T> Take(int count)
    {
        if (count > room.Length)
        {
            room = new T[Math.Max(count, room.Length * 2)];
        }

        length = count;
        return room.AsSpan(0, count);
    }

    /// <summary>Copies another content.</summary>
    public void Set(ReadOnlySpan<T> content) => content.CopyTo(Take(content.Length));
}
