using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Publishing;

/// <summary>How far each assigned partition is behind its last stable offset. A partition that is given away disappears.</summary>
internal sealed class PartitionLags
{
    private readonly ConcurrentDictionary<PartitionId, long> committed = new();
    private readonly ConcurrentDictionary<PartitionId, long> ends = new();
    private readonly ConcurrentDictionary<PartitionId, bool> stalled = new();

    /// <summary>A partition was assigned, or committed up to an offset.</summary>
    public void Reached(PartitionId partition, long offset) => committed[partition] = offset;

    /// <summary>A partition went to another worker.</summary>
    public void Forget(PartitionId partition)
    {
        committed.TryRemove(partition, out _);
        ends.TryRemove(partition, out _);
        stalled.TryRemove(partition, out _);
    }

    /// <summary>Whether a partition is assigned, and up to where it is committed.</summary>
    public bool TryGetReached(PartitionId partition, out long offset) => committed.TryGetValue(partition, out offset);

    /// <summary>Takes the last stable offsets, and which partitions stand still.</summary>
    public void Take(IEnumerable<FetchedPartition> fetched, IReadOnlyCollection<FetchedPartition> standing)
    {
        foreach (var partition in fetched.Where(partition => partition.End >= 0))
        {
            ends[partition.Id] = partition.End;
            stalled[partition.Id] = false;
        }

        foreach (var partition in standing)
        {
            ends[partition.Id] = partition.End;
            stalled[partition.Id] = true;
        }
    }

    /// <summary>The lag of each partition whose end is known.</summary>
    public IEnumerable<Measurement<long>> Measure() =>
        from partition in committed
        join end in ends on partition.Key equals end.Key
        select new Measurement<long>(
            Math.Max(end.Value - partition.Value, 0),
            new(InstrumentNames.MessagingDestination, partition.Key.Topic),
            new(InstrumentNames.MessagingPartition, partition.Key.Number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>1 for each partition that has records and stands still, 0 for each other.</summary>
    public IEnumerable<Measurement<int>> MeasureStalled() =>
        from partition in committed
        join state in stalled on partition.Key equals state.Key
        select new Measurement<int>(
            state.Value ? 1 : 0,
            new(InstrumentNames.MessagingDestination, partition.Key.Topic),
            new(InstrumentNames.MessagingPartition, partition.Key.Number.ToString(CultureInfo.InvariantCulture)));
}
