using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>A partition while it is replayed.</summary>
internal sealed class PartitionReading(ReplayedPartition begin)
{
    private long lost = begin.Lost;

    /// <summary>The partition.</summary>
    public PartitionId Id => begin.Id;

    /// <summary>The first offset that is read.</summary>
    public long From => begin.From;

    /// <summary>The first offset that counts.</summary>
    public long Counted => begin.Counted;

    /// <summary>Whether it goes on where a checkpoint ended.</summary>
    public bool IsResumed => begin.Next > begin.From;

    /// <summary>The offset behind the last record.</summary>
    public long To => begin.To;

    /// <summary>The offset behind the last record that was read.</summary>
    public long Next { get; set; } = begin.Next;

    /// <summary>Records that count.</summary>
    public long Records { get; set; } = begin.Records;

    /// <summary>The digest over them.</summary>
    public RangeDigest Digest { get; } = RangeDigest.Resume(begin.DigestState)!;

    /// <summary>Goes on at a later offset, for those before it are gone.</summary>
    /// <param name="offset">The first that is not.</param>
    /// <param name="end">Where reading ends.</param>
    public void SkipTo(long offset, long end)
    {
        var next = Math.Min(offset, end);
        lost += next - Next;
        Next = next;
    }

    /// <summary>How far it is, to be written down.</summary>
    public ReplayedPartition Reached() => begin with { Next = Next, Records = Records, DigestState = Digest.State, Lost = lost };
}
