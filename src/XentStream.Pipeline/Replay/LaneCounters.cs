namespace XentStream.Pipeline.Replay;

/// <summary>What a thread of a replay has read. It alone writes; others may look and see something a little old.</summary>
internal sealed class LaneCounters
{
    /// <summary>Offsets that are behind.</summary>
    public long Done { get; set; }

    /// <summary>Records.</summary>
    public long Records { get; private set; }

    /// <summary>Bytes of their values.</summary>
    public long Bytes { get; private set; }

    /// <summary>The time of the last record.</summary>
    public long EventTicks { get; private set; }

    /// <summary>Counts a record.</summary>
    public void Count(long offsets, int bytes, DateTimeOffset time)
    {
        Done += offsets;
        Records++;
        Bytes += bytes;
        EventTicks = time.UtcTicks;
    }
}
