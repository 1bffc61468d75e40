using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Joining.Storing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>Stores the joins of a lane: now and then after a commit, and when their partitions go. It is never more than a shortcut, so what cannot be written stops nothing.</summary>
internal sealed class StateKeeper(StateStore store, JoinSettings settings, TimeProvider time, WorkerEvents events)
{
    // A lane stands still while a state is written: for a twentieth of the time at most.
    private const int Share = 20;

    private readonly Dictionary<PartitionId, (JoinOffsets At, long DueAt)> kept = [];

    /// <summary>A join has what it has to know.</summary>
    public void Begin(JoinedPartition partition) => kept[partition.Predictions] = (partition.StoredAt ?? new JoinOffsets(-1, -1), DueIn(settings.StateInterval));

    /// <summary>What joins know is committed.</summary>
    public void Committed(IEnumerable<JoinedPartition> partitions)
    {
        foreach (var partition in partitions.Where(partition => kept.TryGetValue(partition.Predictions, out var last) && time.GetTimestamp() >= last.DueAt))
        {
            Keep(partition);
        }
    }

    /// <summary>Partitions go. What they know beyond the last commit is another worker's to find out.</summary>
    public void Give(IEnumerable<JoinedPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            Keep(partition);
            kept.Remove(partition.Predictions);
        }
    }

    private void Keep(JoinedPartition partition)
    {
        if (!partition.IsCommitted || partition.Identity is not { } identity || !kept.TryGetValue(partition.Predictions, out var last) || last.At == partition.Committed)
        {
            return;
        }

        var start = time.GetTimestamp();
        if (store.TryWrite(identity, partition.Committed, partition.Join) is { } reason)
        {
            events.StateNotWritten(partition.Predictions, store.Folder, reason);
        }

        var rest = time.GetElapsedTime(start) * Share;
        kept[partition.Predictions] = (partition.Committed, DueIn(rest > settings.StateInterval ? rest : settings.StateInterval));
    }

    private long DueIn(TimeSpan rest) => time.GetTimestamp() + (long)(rest.TotalSeconds * time.TimestampFrequency);
}
