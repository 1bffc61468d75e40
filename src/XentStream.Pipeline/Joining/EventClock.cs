using XentStream.Pipeline.Joining.Storing;

namespace XentStream.Pipeline.Joining;

/// <summary>
/// The time of a partition by the timestamps of its records, in milliseconds, and which records are disordered: further behind that time than allowed, or further ahead
/// of it than records after them bear out.
/// </summary>
/// <remarks>
/// One wrong clock must not end all waiting, so the time is not the largest timestamp but the largest that <see cref="Witnesses"/> neighbouring records all reach. A record
/// far ahead is held until enough others confirm it, and those behind it with it, for records are decided in their order.
/// </remarks>
internal sealed class EventClock(long disorder)
{
    /// <summary>How many neighbouring records it takes to move the time.</summary>
    public const int Witnesses = 3;

    /// <summary>Before all time, with room to subtract from.</summary>
    public const long Never = long.MinValue / 4;

    private readonly Queue<(long Number, long At, long Before, long After)> held = new();
    private readonly long[] last = new long[Witnesses];
    private long records;
    private long time = Never;

    /// <summary>The time when the last record was decided.</summary>
    public long Time { get; private set; } = Never;

    /// <summary>Takes the next record.</summary>
    /// <param name="at">Its timestamp.</param>
    public void Add(long at)
    {
        last[records % Witnesses] = at;
        var before = time;
        time = records + 1 >= Witnesses ? Math.Max(time, Math.Min(Math.Min(last[0], last[1]), last[2])) : time;
        held.Enqueue((records++, at, before, time));
    }

    /// <summary>Decides the next record, if enough is known.</summary>
    public bool TryDecide(out bool isDisordered)
    {
        isDisordered = false;
        if (!held.TryPeek(out var first))
        {
            return false;
        }

        if (first.At < first.Before - disorder)
        {
            isDisordered = true;
        }
        else if (time < first.At - disorder)
        {
            if (records - first.Number < Witnesses)
            {
                return false;
            }

            isDisordered = true;
        }

        held.Dequeue();
        Time = Math.Max(Time, first.After);
        return true;
    }

    /// <summary>Writes what it knows.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write<long>([records, time, Time, held.Count]);
        writer.Write<long>(last);
        foreach (var (number, at, before, after) in held)
        {
            writer.Write<long>([number, at, before, after]);
        }
    }

    /// <summary>Reads it.</summary>
    public void Load(StateReader reader)
    {
        (records, time, Time) = (reader.ReadLong(), reader.ReadLong(), reader.ReadLong());
        var count = reader.ReadLong();
        reader.Read<long>(last);
        for (; count > 0; count--)
        {
            held.Enqueue((reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong()));
        }
    }

    /// <summary>A lower bound of the time at an offset, from the timestamps of the last records before it, in their order.</summary>
    public static long BoundOf(ReadOnlySpan<long> timestamps)
    {
        var bound = Never;

        // Those that are still held when the offset is reached do not count yet.
        for (var end = Witnesses; end <= timestamps.Length - (Witnesses - 1); end++)
        {
            var witnesses = timestamps[(end - Witnesses)..end];
            bound = Math.Max(bound, Math.Min(Math.Min(witnesses[0], witnesses[1]), witnesses[2]));
        }

        return bound;
    }
}
