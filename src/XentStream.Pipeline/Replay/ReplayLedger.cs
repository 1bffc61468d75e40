using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>
/// What all threads of a replay have come to: how far each partition is read, and the windows on disk. Both change together, so that at any moment the windows are those of exactly the
/// records up to there; that is what a checkpoint holds.
/// </summary>
internal sealed class ReplayLedger(WindowRuns runs, IEnumerable<ReplayedPartition> begin, ReplayCheckpoint? checkpoint)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<PartitionId, ReplayedPartition> partitions =
        new(begin.ToDictionary(partition => partition.Id), Comparer<PartitionId>.Create((one, other) => (one.Topic, one.Number).CompareTo((other.Topic, other.Number))));

    /// <summary>Whether it is written down how far the replay is.</summary>
    public bool HasCheckpoint => checkpoint is not null;

    /// <summary>The partitions, in order.</summary>
    public IReadOnlyList<ReplayedPartition> Partitions
    {
        get
        {
            lock (gate)
            {
                return [.. partitions.Values];
            }
        }
    }

    /// <summary>Enters how far a thread is, and the windows of what it has read since it entered last.</summary>
    public void Enter(IEnumerable<ReplayedPartition> reached, OpenWindows windows)
    {
        lock (gate)
        {
            runs.Append(windows.Ordered);
            windows.Clear();
            foreach (var partition in reached)
            {
                partitions[partition.Id] = partition;
            }

            if (checkpoint is not null)
            {
                runs.Flush();
                checkpoint.Write(partitions.Values, runs.Length);
            }
        }
    }
}
