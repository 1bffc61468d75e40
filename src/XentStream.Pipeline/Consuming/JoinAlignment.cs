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

    // Not where the other has caught up wholly: it may have nothing more to read by then, which shows only after a while. Nor as soon as it may: what the client has read ahead is lost with each pause.
    private readonly long goOnAt = (long)settings.Slack.TotalMilliseconds / 2;
    private (PartitionId Partition, long At) last;

    /// <summary>Whether the joins have as much in memory as they may: then the partition that is ahead waits for the other, however long.</summary>
    public bool IsFull { get; set; }

    /// <summary>The partitions that wait.</summary>
    public IEnumerable<PartitionId> Paused => paused.Keys;

    /// <summary>Whether a partition waits for its other half.</summary>
    public bool IsPaused(PartitionId partition) => paused.ContainsKey(partition);

    /// <summary>A record was read, and its join knows of it.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="mine">Its partition.</param>
    /// <param name="partition">Both halves.</param>
    /// <param name="at">When, by the clock's own count.</param>
    public void Note<TKey, TValue>(IConsumer<TKey, TValue> consumer, PartitionId mine, JoinedPartition partition, long at)
    {
        // Records of a partition come in runs: only the last of a run has to be kept.
        if (mine != last.Partition)
        {
            KeepLast();
        }

        last = (mine, at);
        if (LeadOf(mine, partition) > (IsFull ? 0 : slack))
        {
            PauseIfAhead(consumer, mine, partition, at);
        }
    }

    /// <summary>A partition was read to its end: whoever waits for it need not wait longer.</summary>
    public void NoteEnd(PartitionId partition)
    {
        KeepLast();
        last = default;
        readAt.Remove(partition);
    }

    /// <summary>Lets partitions go on whose other half has come nearer by half of what is allowed, or has nothing to read.</summary>
    public void Release<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        if (paused.Count == 0)
        {
            return;
        }

        KeepLast();
        var now = time.GetTimestamp();
        foreach (var (ahead, partition) in paused.ToArray())
        {
            if (LeadOf(ahead, partition) <= (IsFull ? 0 : goOnAt) || (!IsFull && !IsBusy(OtherOf(ahead, partition), now)))
            {
                paused.Remove(ahead);
                consumer.Resume([ahead.ToTopicPartition()]);
            }
        }
    }

    /// <summary>Partitions go.</summary>
    public void Forget(IEnumerable<PartitionId> given)
    {
        KeepLast();
        last = default;
        foreach (var partition in given)
        {
            readAt.Remove(partition);
            paused.Remove(partition);
        }
    }

    private void PauseIfAhead<TKey, TValue>(IConsumer<TKey, TValue> consumer, PartitionId mine, JoinedPartition partition, long at)
    {
        var other = OtherOf(mine, partition);
        if ((IsFull || IsBusy(other, at)) && !IsPaused(other) && paused.TryAdd(mine, partition))
        {
            consumer.Pause([mine.ToTopicPartition()]);
        }
    }

    private void KeepLast()
    {
        if (last.Partition.Topic is not null)
        {
            readAt[last.Partition] = last.At;
        }
    }

    private bool IsBusy(PartitionId partition, long now) => readAt.TryGetValue(partition, out var at) && time.GetElapsedTime(at, now) < Silence;

    // By the times of the join and not by the latest timestamps: one wrong clock would let its topic wait for ever.
    private static long LeadOf(PartitionId mine, JoinedPartition partition)
    {
        var (predictions, labels) = partition.Join.Times;
        return mine == partition.Labels ? labels - predictions : predictions - labels;
    }

    private static PartitionId OtherOf(PartitionId mine, JoinedPartition partition) => mine == partition.Labels ? partition.Predictions : partition.Labels;
}
