using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Publishing;

/// <summary>How far each assigned partition is behind its last stable offset. A partition that is given away disappears.</summary>
internal sealed class PartitionLags(TimeProvider time)
{
    private readonly ConcurrentDictionary<PartitionId, PartitionLag> partitions = new();

    /// <summary>Each assigned partition.</summary>
    public IEnumerable<KeyValuePair<PartitionId, PartitionLag>> All => partitions;

    /// <summary>A partition was assigned.</summary>
    public void Begin(PartitionId partition, long offset) => partitions[partition] = new PartitionLag(offset);

    /// <summary>A partition was committed up to an offset; one that is not assigned any more stays forgotten.</summary>
    public void Reached(PartitionId partition, long offset, DateTimeOffset lastEvent) => Change(partition, lag => lag with { Reached = offset, LastEvent = lastEvent });

    /// <summary>A partition went to another worker.</summary>
    public void Forget(PartitionId partition) => partitions.TryRemove(partition, out _);

    /// <summary>Whether a partition is assigned, and up to where it is committed.</summary>
    public bool TryGetReached(PartitionId partition, out long offset)
    {
        var isAssigned = partitions.TryGetValue(partition, out var lag);
        offset = lag.Reached;
        return isAssigned;
    }

    /// <summary>Takes the last stable offsets, and which partitions stand still.</summary>
    /// <param name="fetched">How far the client has fetched.</param>
    /// <param name="standing">Those that stand still.</param>
    /// <param name="isPending">Whether records of a partition are evaluated and not yet committed.</param>
    public void Take(IEnumerable<FetchedPartition> fetched, IReadOnlyCollection<FetchedPartition> standing, Func<PartitionId, bool> isPending)
    {
        foreach (var partition in fetched.Where(partition => partition.End >= 0))
        {
            // What is left between the last record and the end are markers of transactions, which no reader sees.
            var isAtEnd = partition.Next >= partition.End && partition.Queued == 0 && !isPending(partition.Id);
            Change(partition.Id, lag => CaughtUp(lag with { End = isAtEnd ? lag.Reached : partition.End, IsStalled = false }));
        }

        foreach (var partition in standing)
        {
            Change(partition.Id, lag => lag with { End = partition.End, IsStalled = true });
        }
    }

    /// <summary>The lag of each partition whose end is known.</summary>
    public IEnumerable<Measurement<long>> Measure() =>
        from partition in partitions let lag = partition.Value.Records where lag is not null select Of(partition.Key, lag.Value);

    /// <summary>The same in seconds.</summary>
    public IEnumerable<Measurement<double>> MeasureTime()
    {
        var now = time.GetUtcNow();
        return from partition in partitions let lag = partition.Value.TimeAt(now) where lag is not null select Of(partition.Key, lag.Value.TotalSeconds);
    }

    /// <summary>1 for each partition that has records and stands still, 0 for each other.</summary>
    public IEnumerable<Measurement<int>> MeasureStalled() =>
        from partition in partitions where partition.Value.End is not null select Of(partition.Key, partition.Value.IsStalled ? 1 : 0);

    private PartitionLag CaughtUp(PartitionLag lag) => lag.Records == 0 ? lag with { CaughtUpAt = time.GetUtcNow() } : lag;

    private void Change(PartitionId partition, Func<PartitionLag, PartitionLag> change)
    {
        while (partitions.TryGetValue(partition, out var known) && !partitions.TryUpdate(partition, change(known), known))
        {
            // Another thread was first: again, from what it left.
        }
    }

    private static Measurement<T> Of<T>(PartitionId partition, T value)
        where T : struct => new(
            value, new(InstrumentNames.MessagingDestination, partition.Topic), new(InstrumentNames.MessagingPartition, partition.Number.ToString(CultureInfo.InvariantCulture)));
}
