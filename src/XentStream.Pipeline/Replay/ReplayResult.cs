using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay.Pairing;

namespace XentStream.Pipeline.Replay;

/// <summary>What came of a replay.</summary>
/// <param name="Partitions">What was read.</param>
/// <param name="Refusal">Why it did not come to its end, or null.</param>
public sealed record ReplayResult(IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal)
{
    /// <summary>The windows, in order; of use only where it came to its end. Each time they are asked for, they are read from disk.</summary>
    public required IEnumerable<ReplayedWindow> Windows { get; init; }

    /// <summary>The versions that were to be compared row by row, or null.</summary>
    public VersionPair? Pair { get; init; }

    /// <summary>These beside each other, by model; none where no batch of either was scored.</summary>
    public IReadOnlyList<PairedVersions> Pairs { get; init; } = [];

    /// <summary>Offsets that had been removed by retention before they could be read.</summary>
    public long Lost => Partitions.Sum(partition => partition.Lost);

    /// <summary>Partitions of which retention may have removed records that decide what is paired near the begin of the range.</summary>
    public IEnumerable<PartitionId> Cut => Partitions.Where(partition => partition.IsCut).Select(partition => partition.Id);

    /// <summary>Records that were replayed.</summary>
    public long Records => Partitions.Sum(partition => partition.Records);

    /// <summary>How long it took, in this run.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Bytes of values that were read, in this run.</summary>
    public long Bytes { get; init; }
}
