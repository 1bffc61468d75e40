using System.Numerics;

namespace XentStream.Pipeline.Joining;

/// <summary>Finds records by their ids: chains of records whose hashes share a bucket, the newest first.</summary>
/// <param name="segments">The records.</param>
internal sealed class IdIndex(LogSegments segments)
{
    private int[] buckets = new int[64];

    /// <summary>How many records can be found.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes in memory.</summary>
    public long Bytes => sizeof(int) * (long)buckets.Length;

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
        if (Count >= buckets.Length)
        {
            buckets = new int[buckets.Length * 2];
            LinkAll();
        }

        ref var record = ref segments[handle];
        record.Flags |= RecordFlags.IsIndexed;
        Link(handle, ref record);
        Count++;
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
            var segment = segments.Of(handle);
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

    /// <summary>The records of a segment are forgotten.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="first">The handle of index 0 of it.</param>
    public void Remove(LogSegment segment, int first)
    {
        for (var i = segment.FirstIndex; i < segment.Count; i++)
        {
            if ((segment[i].Flags & RecordFlags.IsIndexed) == 0)
            {
                continue;
            }

            ref var link = ref buckets[segment[i].Hash & (buckets.Length - 1)];
            while (link != first + i)
            {
                link = ref segments[link].Next;
            }

            link = segment[i].Next;
            Count--;
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
                segment[i].Hash = HashOf(segment.PayloadOf(i)[^segment[i].IdLength..]);
            }
        }

        Count = count;
        buckets = new int[Math.Max(buckets.Length, (int)BitOperations.RoundUpToPowerOf2((uint)count))];
        LinkAll();
    }

    private void Link(int handle, ref LoggedRecord record)
    {
        ref var bucket = ref buckets[record.Hash & (buckets.Length - 1)];
        (record.Next, bucket) = (bucket, handle);
    }

    private void LinkAll()
    {
        for (var age = 0; age < segments.Count; age++)
        {
            var segment = segments.ByAge(age, out var first);
            for (var i = segment.FirstIndex; i < segment.Count; i++)
            {
                if ((segment[i].Flags & RecordFlags.IsIndexed) != 0)
                {
                    Link(first + i, ref segment[i]);
                }
            }
        }
    }
}
