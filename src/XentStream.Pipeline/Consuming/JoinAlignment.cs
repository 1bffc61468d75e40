using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Lets the two topics be read side by side by their timestamps: the partition that is ahead is paused, but only while the other has records to read. What is paired does not depend
/// on it; how much has to wait in memory does.
/// </summary>
internal sealed class JoinAlignment(JoinSettings settings, TimeProvider time)
{
    // Whoever was silent for so long has nothing to read at the moment.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly Dictionary<PartitionId, (long Latest, long ReadAt)> sides = [];
    private readonly Dictionary<PartitionId, PartitionId> paused = [];
    private readonly long slack = (long)(TimeSpan.FromMinutes(1) + (settings.Within / 4)).TotalMilliseconds;

    /// <summary>Whether the joins have as much in memory as they may: then the partition that is ahead waits for the other, however long.</summary>
    public bool IsFull { get; set; }

    /// <summary>The partitions that wait.</summary>
    public IEnumerable<PartitionId> Paused => paused.Keys;

    /// <summary>Whether a partition waits for its other half.</summary>
    public bool IsPaused(PartitionId partition) => paused.ContainsKey(partition);

    /// <summary>A record was read.</summary>
    public void Note<TKey, TValue>(IConsumer<TKey, TValue> consumer, TopicPartition place, Timestamp timestamp, JoinedPartition partition)
    {
        var mine = PartitionId.Of(place);
        var other = mine == partition.Labels ? partition.Predictions : partition.Labels;
        var at = PendingBatch.TimeOf(timestamp).ToUnixTimeMilliseconds();
        sides[mine] = (sides.TryGetValue(mine, out var before) ? Math.Max(before.Latest, at) : at, time.GetTimestamp());
        var isKnown = sides.TryGetValue(other, out var there);
        var isAhead = IsFull ? !isKnown || sides[mine].Latest > there.Latest : isKnown && sides[mine].Latest > there.Latest + slack && time.GetElapsedTime(there.ReadAt) < Silence;
        if (isAhead && !IsPaused(other) && paused.TryAdd(mine, other))
        {
            consumer.Pause([mine.ToTopicPartition()]);
        }
    }

    /// <summary>Lets partitions go on whose other half has caught up, or has nothing to read.</summary>
    public void Release<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        foreach (var (ahead, other) in paused.Count == 0 ? [] : paused.ToArray())
        {
            var isKnown = sides.TryGetValue(other, out var there);
            if ((isKnown && there.Latest >= sides[ahead].Latest) || (!IsFull && (!isKnown || time.GetElapsedTime(there.ReadAt) >= Silence)))
            {
                paused.Remove(ahead);
                consumer.Resume([ahead.ToTopicPartition()]);
            }
        }
    }

    /// <summary>Partitions go.</summary>
    public void Forget(IEnumerable<PartitionId> given)
    {
        foreach (var partition in given)
        {
            sides.Remove(partition);
            paused.Remove(partition);
        }
    }
}
