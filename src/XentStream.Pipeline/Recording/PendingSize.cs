using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Recording;

/// <summary>How much is pending and for how long, by which a commit is due.</summary>
internal sealed class PendingSize(CommitSettings commit, TimeProvider time)
{
    // Totals take some 10 KB each; a stream that names a new model with each record must not fill the memory.
    private const int MaxDeltas = 1024;

    private const long MaxKeptBytes = 32 * 1024 * 1024;

    private long firstAt;
    private int records;
    private long bytes;
    private long keptBytes;
    private int deltas;

    /// <summary>The time since the first record.</summary>
    public TimeSpan Age => time.GetElapsedTime(firstAt);

    /// <summary>The first record of a batch came.</summary>
    public void Begin() => firstAt = time.GetTimestamp();

    /// <summary>A record came.</summary>
    /// <param name="length">Bytes of its value.</param>
    public void AddRecord(int length)
    {
        records++;
        bytes += length;
    }

    /// <summary>Rejected records are kept whole.</summary>
    public void AddKept(long kept) => keptBytes += kept;

    /// <summary>One more model, version or window has totals.</summary>
    public void AddDelta() => deltas++;

    /// <summary>What came from a partition is committed, or forgotten.</summary>
    public void Remove(PendingPartition partition)
    {
        records -= partition.Records;
        bytes -= partition.Bytes;
        keptBytes -= partition.KeptBytes;
        deltas -= partition.Deltas.Count;
    }

    /// <summary>How long until a commit is due where anything is pending; zero or less where it is.</summary>
    /// <param name="now">The moment, by the clock's own count.</param>
    public TimeSpan TimeToCommitAt(long now) =>
        records >= commit.Records || bytes >= commit.Bytes || deltas >= MaxDeltas || keptBytes >= MaxKeptBytes
            ? TimeSpan.Zero
            : commit.Interval - time.GetElapsedTime(firstAt, now);
}
