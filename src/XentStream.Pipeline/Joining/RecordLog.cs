using XentStream.Pipeline.Joining.Storing;

namespace XentStream.Pipeline.Joining;

/// <summary>Records in the order in which they came, found by their id (<see cref="IdIndex"/>), and forgotten by their time. Where they lie is for <see cref="LogSegments"/>.</summary>
internal sealed class RecordLog
{
    private readonly LogSegments segments = new();
    private readonly IdIndex index;

    public RecordLog() => index = new IdIndex(segments);

    /// <summary>How many records are kept.</summary>
    public long Count => segments.Records;

    /// <summary>Bytes in memory, all told.</summary>
    public long Bytes => segments.Bytes + index.Bytes;

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
        index.Add(handle);
        segments.Of(handle).Note(segments[handle]);
    }

    /// <summary>Finds the records of an id.</summary>
    /// <param name="hash">The hash of the id.</param>
    /// <param name="id">The id.</param>
    /// <param name="found">Gets the handles in the order in which the records were added.</param>
    public void Find(int hash, ReadOnlySpan<byte> id, List<int> found) => index.Find(hash, id, found);

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

            index.Remove(segment, first);
            segments.RemoveByAge(age);
        }
    }

    /// <summary>A record was decided that was held.</summary>
    public void Decide(int handle) => segments.Of(handle).Decide();

    /// <summary>Writes all records.</summary>
    public void Save(StateWriter writer) => segments.Save(writer, index.Count);

    /// <summary>Reads them into a log that is empty.</summary>
    public void Load(StateReader reader) => index.Restore(segments.Load(reader));
}
