using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Publishing;

/// <summary>How far each assigned partition is behind its last stable offset. A partition that is given away disappears.</summary>
internal sealed class PartitionLags
{
    private readonly ConcurrentDictionary<PartitionId, long> committed = new();
    private readonly ConcurrentDictionary<PartitionId, long> ends = new();

    /// <summary>A partition was assigned, or committed up to an offset.</summary>
    public void Reached(PartitionId partition, long offset) => committed[partition] = offset;

    /// <summary>A partition went to another worker.</summary>
    public void Forget(PartitionId partition)
    {
        committed.TryRemove(partition, out _);
        ends.TryRemove(partition, out _);
    }

    /// <summary>Takes the last stable offsets from the client's statistics.</summary>
    /// <param name="statistics">JSON, as librdkafka's STATISTICS.md describes it.</param>
    /// <returns>Whether any broker is connected.</returns>
    public bool ReadStatistics(string statistics)
    {
        using var document = JsonDocument.Parse(statistics);
        foreach (var topic in document.RootElement.GetProperty("topics").EnumerateObject())
        {
            foreach (var partition in topic.Value.GetProperty("partitions").EnumerateObject())
            {
                var end = partition.Value.GetProperty("ls_offset").GetInt64();
                if (end >= 0 && int.TryParse(partition.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    ends[new PartitionId(topic.Name, number)] = end;
                }
            }
        }

        return document.RootElement.GetProperty("brokers").EnumerateObject().Any(broker => broker.Value.GetProperty("state").GetString() == "UP");
    }

    /// <summary>The lag of each partition whose end is known.</summary>
    public IEnumerable<Measurement<long>> Measure() =>
        from partition in committed
        join end in ends on partition.Key equals end.Key
        select new Measurement<long>(
            Math.Max(end.Value - partition.Value, 0),
            new(InstrumentNames.MessagingDestination, partition.Key.Topic),
            new(InstrumentNames.MessagingPartition, partition.Key.Number.ToString(CultureInfo.InvariantCulture)));
}
