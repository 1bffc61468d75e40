using System.Runtime.InteropServices;
using XentStream.Pipeline.Joining.Storing;

namespace XentStream.Pipeline.Joining;

/// <summary>Some records of a <see cref="RecordLog"/> with their payloads.</summary>
/// <param name="firstIndex">The index of the first record.</param>
/// <param name="room">How many bytes of payloads are expected.</param>
internal sealed class LogSegment(int firstIndex, int room)
{
    /// <summary>The most records of a segment.</summary>
    public const int Capacity = 256;

    // Pinned, the collector does not move them: what lives as long as this it would copy twice.
    private readonly LoggedRecord[] records = GC.AllocateArray<LoggedRecord>(Capacity, pinned: true);
    private byte[] payloads = GC.AllocateUninitializedArray<byte>(room, pinned: true);
    private int length;
    private int held;

    /// <summary>The index of the first record.</summary>
    public int FirstIndex { get; } = firstIndex;

    /// <summary>The index behind the last record.</summary>
    public int Count { get; private set; } = firstIndex;

    /// <summary>Whether another segment has to be begun.</summary>
    public bool IsFull => Count == Capacity;

    /// <summary>Bytes in memory.</summary>
    public long Bytes => payloads.Length + MemoryMarshal.AsBytes(records.AsSpan()).Length;

    /// <summary>The latest time of a record that can be found.</summary>
    public long Latest { get; private set; } = long.MinValue;

    /// <summary>A lower bound of the times of records that wait.</summary>
    public long OldestOpen { get; private set; } = long.MaxValue;

    /// <summary>Whether a record is not yet decided.</summary>
    public bool HasHeld => held > 0;

    /// <summary>A record.</summary>
    public ref LoggedRecord this[int index] => ref records[index];

    /// <summary>The payload of a record.</summary>
    public Span<byte> PayloadOf(int index) => payloads.AsSpan(records[index].Start, records[index].Length);

    /// <summary>The id of a record.</summary>
    public ReadOnlySpan<byte> IdOf(int index) => PayloadOf(index)[^records[index].IdLength..];

    /// <summary>Adds a record, which is held until it is decided.</summary>
    public int Add(in LoggedRecord record, out Span<byte> payload)
    {
        if (length + record.Length > payloads.Length)
        {
            Resize(Math.Max(payloads.Length * 2, length + record.Length));
        }

        records[Count] = record;
        records[Count].Start = length;
        length += record.Length;
        held++;
        payload = PayloadOf(Count);
        return Count++;
    }

    /// <summary>A record was decided.</summary>
    public void Decide() => held--;

    /// <summary>A record can be found, and may wait.</summary>
    public void Note(in LoggedRecord record)
    {
        Latest = Math.Max(Latest, record.Time);
        OldestOpen = (record.Flags & RecordFlags.IsOpen) != 0 ? Math.Min(OldestOpen, record.Time) : OldestOpen;
    }

    /// <summary>Looks again for the oldest record that waits, where those before a time were closed.</summary>
    public void FindOldestOpen(long before)
    {
        if (OldestOpen >= before)
        {
            return;
        }

        OldestOpen = long.MaxValue;
        for (var i = FirstIndex; i < Count; i++)
        {
            OldestOpen = (records[i].Flags & RecordFlags.IsOpen) != 0 ? Math.Min(OldestOpen, records[i].Time) : OldestOpen;
        }
    }

    /// <summary>No record is added any more: room that is not used is given back, where it is worth a copy.</summary>
    /// <returns>How much room the next one may need.</returns>
    public int Seal()
    {
        if (payloads.Length - length > length / 32)
        {
            Resize(length);
        }

        return length + (length / 64);
    }

    private void Resize(int size)
    {
        var resized = GC.AllocateUninitializedArray<byte>(size, pinned: true);
        payloads.AsSpan(0, length).CopyTo(resized);
        payloads = resized;
    }

    /// <summary>Writes it.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write<long>([Count, length, held, Latest, OldestOpen]);
        writer.Write<LoggedRecord>(records.AsSpan(FirstIndex, Count - FirstIndex));
        writer.Write<byte>(payloads.AsSpan(0, length));
    }

    /// <summary>Reads it into one that is empty.</summary>
    public void Load(StateReader reader)
    {
        (Count, length, held, Latest, OldestOpen) = (reader.ReadInt(), reader.ReadInt(), reader.ReadInt(), reader.ReadLong(), reader.ReadLong());
        payloads = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        reader.Read(records.AsSpan(FirstIndex, Count - FirstIndex));
        reader.Read<byte>(payloads);
    }
}
