using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>A partition while it is replayed.</summary>
internal sealed class PartitionReading(ReplayedPartition begin)
{
    private long lost = begin.Lost;

    /// <summary>The partition.</summary>
    public PartitionId Id => begin.Id;

    /// <summary>The offset behind the last record.</summary>
    public long To => begin.To;

    /// <summary>The offset behind the last record that was read.</summary>
    public long Next { get; set; } = begin.Next;

    /// <summary>Records that count.</summary>
    public long Records { get; set; } = begin.Records;

    /// <summary>The digest over them.</summary>
    public RangeDigest Digest { get; } = RangeDigest.Resume(begin.DigestState)!;

    /// <summary>Goes on at a later offset, for those before it are gone.</summary>
    public void SkipTo(long offset)
    {
        var next = Math.Min(offset, To);
        lost += next - Next;
        Next = next;
    }

    /// <summary>How far it is, to be written down.</summary>
    public ReplayedPartition Reached() => begin with { Next = Next, Records = Records, DigestState = Digest.State, Lost = lost };
}
