using System.Numerics;

namespace XentStream.Pipeline.Joining;

/// <summary>
/// Finds records by their ids: a table of hashes and handles, in which a record takes the first free place at or behind the one that its hash says. What is looked up in vain, as most ids are once,
/// costs a look at the table and none at the records, of which each would be somewhere else in memory.
/// </summary>
/// <param name="segments">The records.</param>
internal sealed class IdIndex(LogSegments segments)
{
    // The hash above, the handle below; 0 where it is free.
    private long[] places = new long[64];

    /// <summary>How many records can be found.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes in memory.</summary>
    public long Bytes => sizeof(long) * (long)places.Length;

    /// <summary>The hash of an id: for this process, since another's is salted otherwise.</summary>
    public static int HashOf(ReadOnlySpan<byte> id)
    {
        var hash = new HashCode();
        hash.AddBytes(id);
        return hash.ToHashCode();
    }

    /// <summary>Lets a record be found.</summary>
    public void Add(int handle)
    {
        if (Count >= MostIn(places.Length))
        {
            Grow();
        }

        ref var record = ref segments[handle];
        record.Flags |= RecordFlags.IsIndexed;
        Enter(record.Hash, handle);
        Count++;
    }

    /// <summary>Finds the records of an id.</summary>
    /// <param name="hash">The hash of the id.</param>
    /// <param name="id">The id.</param>
    /// <param name="found">Gets the handles in the order in which the records were added.</param>
    public void Find(int hash, ReadOnlySpan<byte> id, List<int> found)
    {
        found.Clear();
        for (var at = HomeOf(hash); places[at] != 0; at = Behind(at))
        {
            if (HashAt(at) == hash && segments.IdOf(HandleAt(at)).SequenceEqual(id))
            {
                found.Add(HandleAt(at));
            }
        }
    }

    /// <summary>The records of a segment are forgotten.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="first">The handle of index 0 of it.</param>
    public void Remove(LogSegment segment, int first)
    {
        for (var i = segment.FirstIndex; i < segment.Count; i++)
        {
            if ((segment[i].Flags & RecordFlags.IsIndexed) != 0)
            {
                Remove(segment[i].Hash, first + i);
                Count--;
            }
        }
    }

    /// <summary>Begins again with records that were stored by another process.</summary>
    /// <param name="count">How many of them can be found.</param>
    public void Restore(int count)
    {
        for (var age = 0; age < segments.Count; age++)
        {
            var segment = segments.ByAge(age, out _);
            for (var i = segment.FirstIndex; i < segment.Count; i++)
            {
                segment[i].Hash = HashOf(segment.IdOf(i));
            }
        }

        var length = Math.Max(places.Length, (int)BitOperations.RoundUpToPowerOf2((uint)count));
        places = new long[count > MostIn(length) ? length * 2 : length];
        Count = count;
        EnterAll();
    }

    // Fuller than that, runs of taken places become long.
    private static int MostIn(int length) => length / 4 * 3;

    private int HomeOf(int hash) => hash & (places.Length - 1);

    private int Behind(int at) => (at + 1) & (places.Length - 1);

    private int HashAt(int at) => (int)(places[at] >> 32);

    private int HandleAt(int at) => (int)places[at];

    private void Enter(int hash, int handle)
    {
        var at = HomeOf(hash);
        while (places[at] != 0)
        {
            at = Behind(at);
        }

        places[at] = ((long)hash << 32) | (uint)handle;
    }

    // Those behind it move up, for none may be cut off from the place that its hash says; so those of one id stay in their order.
    private void Remove(int hash, int handle)
    {
        var gap = HomeOf(hash);
        while (HandleAt(gap) != handle)
        {
            gap = Behind(gap);
        }

        for (var at = Behind(gap); places[at] != 0; at = Behind(at))
        {
            var (fromHome, fromGap) = ((at - HomeOf(HashAt(at))) & (places.Length - 1), (at - gap) & (places.Length - 1));
            if (fromHome >= fromGap)
            {
                (places[gap], gap) = (places[at], at);
            }
        }

        places[gap] = 0;
    }

    // From the table alone, which lies in a row. It begins behind a free place, where no run is cut through: so those of one id stay in their order.
    private void Grow()
    {
        var (old, free) = (places, Array.IndexOf(places, 0L));
        places = new long[old.Length * 2];
        for (var behind = 1; behind < old.Length; behind++)
        {
            var place = old[(free + behind) & (old.Length - 1)];
            if (place != 0)
            {
                Enter((int)(place >> 32), (int)place);
            }
        }
    }

    private void EnterAll()
    {
        for (var age = 0; age < segments.Count; age++)
        {
            var segment = segments.ByAge(age, out var first);
            for (var i = segment.FirstIndex; i < segment.Count; i++)
            {
                if ((segment[i].Flags & RecordFlags.IsIndexed) != 0)
                {
                    Enter(segment[i].Hash, first + i);
                }
            }
        }
    }
}
