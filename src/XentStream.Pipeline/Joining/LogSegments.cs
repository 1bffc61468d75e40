using XentStream.Pipeline.Joining.Storing;

namespace XentStream.Pipeline.Joining;

/// <summary>
/// Where the records of a log lie: in segments of one array each, so that a record costs its bytes and no object. A segment is forgotten as a whole, and its place is used again.
/// </summary>
/// <remarks>A record is named by a handle above 0, which holds until its segment is forgotten.</remarks>
internal sealed class LogSegments
{
    private readonly List<LogSegment?> slots = [];
    private readonly Stack<int> free = new();
    private readonly List<int> order = [];
    private int room = 4096;

    /// <summary>How many segments there are.</summary>
    public int Count => order.Count;

    /// <summary>How many records are kept.</summary>
    public long Records => order.Sum(slot => (long)slots[slot]!.Count);

    /// <summary>Bytes in memory.</summary>
    public long Bytes => order.Sum(slot => slots[slot]!.Bytes);

    /// <summary>A record.</summary>
    public ref LoggedRecord this[int handle] => ref slots[handle / LogSegment.Capacity]![handle % LogSegment.Capacity];

    /// <summary>The payload of a record, valid until another is added.</summary>
    public Span<byte> PayloadOf(int handle) => slots[handle / LogSegment.Capacity]!.PayloadOf(handle % LogSegment.Capacity);

    /// <summary>The id of a record, likewise.</summary>
    public ReadOnlySpan<byte> IdOf(int handle) => slots[handle / LogSegment.Capacity]!.IdOf(handle % LogSegment.Capacity);

    /// <summary>The segment of a record.</summary>
    public LogSegment Of(int handle) => slots[handle / LogSegment.Capacity]!;

    /// <summary>A segment by its age, the oldest first.</summary>
    /// <param name="age">Its place among them.</param>
    /// <param name="first">The handle of index 0 of it; others follow.</param>
    public LogSegment ByAge(int age, out int first)
    {
        first = order[age] * LogSegment.Capacity;
        return slots[order[age]]!;
    }

    /// <summary>Adds a record behind the others.</summary>
    /// <param name="record">The record; its length says how much room its payload takes.</param>
    /// <param name="payload">The room, for whatever is to lie there.</param>
    /// <returns>Its handle.</returns>
    public int Add(in LoggedRecord record, out Span<byte> payload)
    {
        if (order.Count == 0 || slots[order[^1]]!.IsFull)
        {
            Begin();
        }

        var index = slots[order[^1]]!.Add(record, out payload);
        return (order[^1] * LogSegment.Capacity) + index;
    }

    /// <summary>Forgets a segment.</summary>
    public void RemoveByAge(int age)
    {
        slots[order[age]] = null;
        free.Push(order[age]);
        order.RemoveAt(age);
    }

    /// <summary>Writes all segments as they lie in memory, in the same places, for labels and predictions name each other by these.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="indexed">How many records can be found by their id.</param>
    public void Save(StateWriter writer, int indexed)
    {
        writer.Write<long>([slots.Count, order.Count, indexed]);
        foreach (var slot in order)
        {
            writer.Write(slot);
            slots[slot]!.Save(writer);
        }
    }

    /// <summary>Reads them where there are none.</summary>
    /// <returns>How many records can be found by their id.</returns>
    public int Load(StateReader reader)
    {
        slots.AddRange(new LogSegment?[reader.ReadInt()]);
        var segments = reader.ReadLong();
        var indexed = reader.ReadInt();
        for (; segments > 0; segments--)
        {
            var slot = reader.ReadInt();
            slots[slot] = new LogSegment(FirstIndexOf(slot), room: 0);
            slots[slot]!.Load(reader);
            order.Add(slot);
        }

        for (var slot = 0; slot < slots.Count; slot++)
        {
            if (slots[slot] is null)
            {
                free.Push(slot);
            }
        }

        return indexed;
    }

    private void Begin()
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
}
