using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>How far a partition is replayed, as of what is written down.</summary>
/// <param name="Id">The partition.</param>
/// <param name="From">The first offset of the range.</param>
/// <param name="To">The offset behind its last.</param>
public sealed record ReplayedPartition(PartitionId Id, long From, long To)
{
    /// <summary>The offset behind the last record that was read.</summary>
    public long Next { get; init; } = From;

    /// <summary>Records that were read and are of the time that was asked for.</summary>
    public long Records { get; init; }

    /// <summary>The digest over them, and the state that it is made of.</summary>
    public required byte[] DigestState { get; init; }

    /// <summary>The digest over them.</summary>
    public string Digest => RangeDigest.Resume(DigestState)!.Value;

    /// <summary>Offsets that were asked for and had been removed by retention.</summary>
    public long Lost { get; init; }
}
