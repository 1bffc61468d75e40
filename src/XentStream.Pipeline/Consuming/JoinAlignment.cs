using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Lets the two topics be read side by side by their times: the partition that is ahead is paused, but only while the other has records to read. What is paired does not depend
/// on it; how much has to wait in memory does.
/// </summary>
internal sealed class JoinAlignment(JoinSettings settings, TimeProvider time)
{
    // Whoever was silent for so long has nothing to read at the moment.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly Dictionary<PartitionId, long> readAt = [];
    private readonly Dictionary<PartitionId, JoinedPartition> paused = [];
    private readonly long slack = (long)settings.Slack.TotalMilliseconds;

    /// <summary>Whether the joins have as much in memory as they may: then the partition that is ahead waits for the other, however long.</summary>
    public bool IsFull { get; set; }

    /// <summary>The partitions that wait.</summary>
    public IEnumerable<PartitionId> Paused => paused.Keys;

    /// <summary>Whether a partition waits for its other half.</summary>
    public bool IsPaused(PartitionId partition) => paused.ContainsKey(partition);

    /// <summary>A record was read, and its join knows of it.</summary>
    public void Note<TKey, TValue>(IConsumer<TKey, TValue> consumer, PartitionId mine, JoinedPartition partition)
    {
        readAt[mine] = time.GetTimestamp();
        var other = OtherOf(mine, partition);
        var isAhead = IsFull ? LeadOf(mine, partition) > 0 : LeadOf(mine, partition) > slack && IsBusy(other);
        if (isAhead && !IsPaused(other) && paused.TryAdd(mine, partition))
        {
            consumer.Pause([mine.ToTopicPartition()]);
        }
    }

    /// <summary>Lets partitions go on whose other half has caught up, or has nothing to read.</summary>
    public void Release<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        foreach (var (ahead, partition) in paused.Count == 0 ? [] : paused.ToArray())
        {
            if (LeadOf(ahead, partition) <= 0 || (!IsFull && !IsBusy(OtherOf(ahead, partition))))
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
            readAt.Remove(partition);
            paused.Remove(partition);
        }
    }

    private bool IsBusy(PartitionId partition) => readAt.TryGetValue(partition, out var at) && time.GetElapsedTime(at) < Silence;

    // By the times of the join and not by the latest timestamps: one wrong clock would let its topic wait for ever.
    private static long LeadOf(PartitionId mine, JoinedPartition partition)
    {
        var (predictions, labels) = partition.Join.Times;
        return mine == partition.Labels ? labels - predictions : predictions - labels;
    }

    private static PartitionId OtherOf(PartitionId mine, JoinedPartition partition) => mine == partition.Labels ? partition.Predictions : partition.Labels;
}
