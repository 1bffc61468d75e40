using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>How far a partition is replayed, as of what is written down.</summary>
/// <param name="Id">The partition.</param>
/// <param name="From">The first offset that is read.</param>
/// <param name="To">The offset behind its last.</param>
public sealed record ReplayedPartition(PartitionId Id, long From, long To)
{
    /// <summary>The first offset that counts. Where labels are joined, those before it are read to know what is there, and are not counted.</summary>
    public long Counted { get; init; } = From;

    /// <summary>Whether retention may have removed records before it that decide what is paired near the begin.</summary>
    public bool IsCut { get; init; }

    /// <summary>The offset behind the last record that was read.</summary>
    public long Next { get; init; } = From;

    /// <summary>Records that were read and are of the time that was asked for; where labels are joined, all that were read.</summary>
    public long Records { get; init; }

    /// <summary>The digest over them, and the state that it is made of.</summary>
    public required byte[] DigestState { get; init; }

    /// <summary>The digest over them.</summary>
    public string Digest => RangeDigest.Resume(DigestState)!.Value;

    /// <summary>Offsets that were asked for and had been removed by retention.</summary>
    public long Lost { get; init; }
}
