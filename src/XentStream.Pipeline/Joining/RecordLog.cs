namespace XentStream.Pipeline.Joining;

/// <summary>
/// Records in the order in which they came, found by their id, and forgotten by their time. They lie in segments of one array each, so that a record costs its bytes and no
/// object; a segment is forgotten as a whole, when nothing in it is needed any more.
/// </summary>
/// <remarks>A record is named by a handle above 0, which holds until its segment is forgotten.</remarks>
internal sealed partial class RecordLog
{
    private readonly List<LogSegment?> slots = [];
    private readonly Stack<int> free = new();
    private readonly List<int> order = [];
    private int[] buckets = new int[64];
    private int indexed;
    private int room = 4096;

    /// <summary>How many records are kept.</summary>
    public long Count => order.Sum(slot => (long)slots[slot]!.Count);

    /// <summary>Bytes in memory, all told.</summary>
    public long Bytes => order.Sum(slot => slots[slot]!.Bytes) + (sizeof(int) * (long)buckets.Length);

    /// <summary>A record.</summary>
    public ref LoggedRecord this[int handle] => ref slots[handle / LogSegment.Capacity]![handle % LogSegment.Capacity];

    /// <summary>The payload of a record, valid until another is added.</summary>
    public Span<byte> PayloadOf(int handle) => slots[handle / LogSegment.Capacity]!.PayloadOf(handle % LogSegment.Capacity);

    /// <summary>The id of a record, likewise.</summary>
    public ReadOnlySpan<byte> IdOf(int handle) => PayloadOf(handle)[^this[handle].IdLength..];

    /// <summary>The hash of an id: for this process, since another's is salted otherwise.</summary>
    public static int HashOf(ReadOnlySpan<byte> id)
    {
        var hash = new HashCode();
        hash.AddBytes(id);
        return hash.ToHashCode();
    }

    /// <summary>Keeps a record. It is not found by its id yet.</summary>
    /// <param name="record">The record; its length says how much room its payload takes.</param>
    /// <param name="payload">The room, for whatever is to lie there.</param>
    /// <returns>Its handle.</returns>
    public int Add(LoggedRecord record, out Span<byte> payload)
    {
        if (order.Count == 0 || slots[order[^1]]!.IsFull)
        {
            AddSegment();
        }

        var index = slots[order[^1]]!.Add(record, out payload);
        return (order[^1] * LogSegment.Capacity) + index;
    }

    /// <summary>Lets a record be found by its id.</summary>
    public void Index(int handle)
    {
        if (indexed >= buckets.Length)
        {
            Grow();
        }

        ref var record = ref this[handle];
        record.Flags |= RecordFlags.IsIndexed;
        slots[handle / LogSegment.Capacity]!.Note(record);
        Link(handle, ref record);
        indexed++;
    }

    /// <summary>Finds the records of an id.</summary>
    /// <param name="hash">The hash of the id.</param>
    /// <param name="id">The id.</param>
    /// <param name="found">Gets the handles, the oldest record first.</param>
    public void Find(int hash, ReadOnlySpan<byte> id, List<int> found)
    {
        found.Clear();
        for (var handle = buckets[hash & (buckets.Length - 1)]; handle != 0;)
        {
            var segment = slots[handle / LogSegment.Capacity]!;
            ref var record = ref segment[handle % LogSegment.Capacity];
            if (record.Hash == hash && segment.PayloadOf(handle % LogSegment.Capacity)[^record.IdLength..].SequenceEqual(id))
            {
                found.Add(handle);
            }

            handle = record.Next;
        }

        if (found.Count > 1)
        {
            found.Reverse();
        }
    }

    /// <summary>Finds records that wait and are older than a time. They do not wait any more.</summary>
    public void Close(long before, Action<int> closed)
    {
        foreach (var slot in order)
        {
            var segment = slots[slot]!;
            for (var i = segment.OldestOpen < before ? 0 : segment.Count; i < segment.Count; i++)
            {
                if ((segment[i].Flags & RecordFlags.IsOpen) != 0 && segment[i].Time < before)
                {
                    segment[i].Flags &= ~RecordFlags.IsOpen;
                    closed((slot * LogSegment.Capacity) + i);
                }
            }

            segment.FindOldestOpen(before);
        }
    }

    /// <summary>Forgets segments whose records are all older than a time.</summary>
    public void Forget(long before)
    {
        for (var i = 0; i < order.Count - 1;)
        {
            var segment = slots[order[i]]!;
            if (segment.Latest >= before || segment.HasHeld)
            {
                i++;
                continue;
            }

            Unlink(order[i], segment);
            slots[order[i]] = null;
            free.Push(order[i]);
            order.RemoveAt(i);
        }
    }

    /// <summary>A record was decided that was held.</summary>
    public void Decide(int handle) => slots[handle / LogSegment.Capacity]!.Decide();

    private void AddSegment()
    {
        if (order.Count > 0)
        {
            room = slots[order[^1]]!.Seal();
        }

        if (!free.TryPop(out var slot))
        {
            slot = slots.Count;
            slots.Add(null);
        }

        slots[slot] = new LogSegment(FirstIndexOf(slot), room);
        order.Add(slot);
    }

    // Handle 0 stands for none.
    private static int FirstIndexOf(int slot) => slot == 0 ? 1 : 0;

    private void Link(int handle, ref LoggedRecord record)
    {
        ref var bucket = ref buckets[record.Hash & (buckets.Length - 1)];
        (record.Next, bucket) = (bucket, handle);
    }

    private void Unlink(int slot, LogSegment segment)
    {
        for (var i = segment.FirstIndex; i < segment.Count; i++)
        {
            if ((segment[i].Flags & RecordFlags.IsIndexed) == 0)
            {
                continue;
            }

            ref var link = ref buckets[segment[i].Hash & (buckets.Length - 1)];
            while (link != (slot * LogSegment.Capacity) + i)
            {
                link = ref this[link].Next;
            }

            link = segment[i].Next;
            indexed--;
        }
    }

    private void Grow()
    {
        buckets = new int[buckets.Length * 2];
        LinkAll();
    }

    private void LinkAll()
    {
        foreach (var slot in order)
        {
            var segment = slots[slot]!;
            for (var i = segment.FirstIndex; i < segment.Count; i++)
            {
                if ((segment[i].Flags & RecordFlags.IsIndexed) != 0)
                {
                    Link((slot * LogSegment.Capacity) + i, ref segment[i]);
                }
            }
        }
    }
}
