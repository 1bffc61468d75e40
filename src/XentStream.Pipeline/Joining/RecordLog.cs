using XentStream.Pipeline.Joining.Storing;

namespace XentStream.Pipeline.Joining;

/// <summary>Records in the order in which they came, found by their id (<see cref="IdIndex"/>), and forgotten by their time. Where they lie is for <see cref="LogSegments"/>.</summary>
/// <param name="index">Finds the records of both logs.</param>
/// <param name="isOfLabels">Whether these are labels.</param>
internal sealed class RecordLog(IdIndex index, bool isOfLabels)
{
    private readonly LogSegments segments = new();
    private int indexed;

    /// <summary>How many records are kept.</summary>
    public long Count => segments.Records;

    /// <summary>Bytes in memory, without the index.</summary>
    public long Bytes => segments.Bytes;

    /// <summary>A record.</summary>
    public ref LoggedRecord this[int handle] => ref segments[handle];

    /// <summary>The payload of a record, valid until another is added.</summary>
    public Span<byte> PayloadOf(int handle) => segments.PayloadOf(handle);

    /// <summary>The id of a record, likewise.</summary>
    public ReadOnlySpan<byte> IdOf(int handle) => segments.IdOf(handle);

    /// <summary>Keeps a record. It is not found by its id yet.</summary>
    /// <param name="record">The record; its length says how much room its payload takes.</param>
    /// <param name="payload">The room, for whatever is to lie there.</param>
    /// <returns>Its handle.</returns>
    public int Add(in LoggedRecord record, out Span<byte> payload) => segments.Add(record, out payload);

    /// <summary>Lets a record be found by its id.</summary>
    public void Index(int handle)
    {
        ref var record = ref segments[handle];
        record.Flags |= RecordFlags.IsIndexed;
        index.Add(record.Hash, handle, isOfLabels);
        segments.Of(handle).Note(record);
        indexed++;
    }

    /// <summary>Finds the records of an id.</summary>
    /// <param name="hash">The hash of the id.</param>
    /// <param name="id">The id.</param>
    /// <param name="found">Gets the handles in the order in which the records were added.</param>
    public void Find(int hash, ReadOnlySpan<byte> id, List<int> found)
    {
        found.Clear();
        for (var at = index.HomeOf(hash); index.TryNext(hash, isOfLabels, ref at, out var handle);)
        {
            if (segments.IdOf(handle).SequenceEqual(id))
            {
                found.Add(handle);
            }
        }
    }

    /// <summary>Finds records that wait and are older than a time. They do not wait any more.</summary>
    public void Close(long before, Action<int> closed)
    {
        for (var age = 0; age < segments.Count; age++)
        {
            var segment = segments.ByAge(age, out var first);
            for (var i = segment.OldestOpen < before ? segment.FirstIndex : segment.Count; i < segment.Count; i++)
            {
                if ((segment[i].Flags & RecordFlags.IsOpen) != 0 && segment[i].Time < before)
                {
                    segment[i].Flags &= ~RecordFlags.IsOpen;
                    closed(first + i);
                }
            }

            segment.FindOldestOpen(before);
        }
    }

    /// <summary>Forgets segments whose records are all older than a time.</summary>
    public void Forget(long before)
    {
        for (var age = 0; age < segments.Count - 1;)
        {
            var segment = segments.ByAge(age, out var first);
            if (segment.Latest >= before || segment.HasHeld)
            {
                age++;
                continue;
            }

            Remove(segment, first);
            segments.RemoveByAge(age);
        }
    }

    /// <summary>A record was decided that was held.</summary>
    public void Decide(int handle) => segments.Of(handle).Decide();

    /// <summary>Writes all records.</summary>
    public void Save(StateWriter writer) => segments.Save(writer, indexed);

    /// <summary>Reads them into a log that is empty.</summary>
    public void Load(StateReader reader)
    {
        indexed = segments.Load(reader);
        index.Reserve(indexed);
        for (var age = 0; age < segments.Count; age++)
        {
            Restore(segments.ByAge(age, out var first), first);
        }
    }

    // Another process salts its hashes otherwise.
    private void Restore(LogSegment segment, int first)
    {
        for (var i = segment.FirstIndex; i < segment.Count; i++)
        {
            segment[i].Hash = IdIndex.HashOf(segment.IdOf(i));
            if ((segment[i].Flags & RecordFlags.IsIndexed) != 0)
            {
                index.Add(segment[i].Hash, first + i, isOfLabels);
            }
        }
    }

    private void Remove(LogSegment segment, int first)
    {
        for (var i = segment.FirstIndex; i < segment.Count; i++)
        {
            if ((segment[i].Flags & RecordFlags.IsIndexed) != 0)
            {
                index.Remove(segment[i].Hash, first + i, isOfLabels);
                indexed--;
            }
        }
    }
}
