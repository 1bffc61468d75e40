using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay;

/// <summary>A set of offsets of partitions, as ranges.</summary>
public sealed class OffsetRanges
{
    private readonly Dictionary<PartitionId, List<(long From, long To)>> ranges = [];

    /// <summary>The ranges: by partition, ascending, none next to another.</summary>
    public IEnumerable<(PartitionId Partition, long From, long To)> All =>
        from partition in ranges.OrderBy(partition => partition.Key.Topic, StringComparer.Ordinal).ThenBy(partition => partition.Key.Number)
        from range in Merge(partition.Value)
        select (partition.Key, range.From, range.To);

    /// <summary>Adds a range, from an offset to the one behind the last.</summary>
    public void Add(PartitionId partition, long from, long to)
    {
        if (!ranges.TryGetValue(partition, out var list))
        {
            ranges.Add(partition, list = []);
        }

        // Commits follow each other: most ranges begin where the last one ended.
        if (list.Count > 0 && list[^1].To == from && from < to)
        {
            list[^1] = (list[^1].From, to);
        }
        else if (from < to)
        {
            list.Add((from, to));
        }
    }

    /// <summary>Whether some of these offsets are in it.</summary>
    public bool Touch(PartitionId partition, long from, long to) => ranges.TryGetValue(partition, out var list) && list.Exists(range => from < range.To && to > range.From);

    /// <summary>The offsets that are here and not there.</summary>
    public IEnumerable<(PartitionId Partition, long From, long To)> Except(OffsetRanges other)
    {
        foreach (var (partition, from, to) in All)
        {
            var next = from;
            foreach (var there in other.ranges.TryGetValue(partition, out var list) ? Merge(list) : [])
            {
                if (there.From > next && next < to)
                {
                    yield return (partition, next, Math.Min(there.From, to));
                }

                next = Math.Max(next, there.To);
            }

            if (next < to)
            {
                yield return (partition, next, to);
            }
        }
    }

    private static List<(long From, long To)> Merge(List<(long From, long To)> list)
    {
        var merged = new List<(long From, long To)>();
        foreach (var (from, to) in list.Order())
        {
            if (merged.Count > 0 && from <= merged[^1].To)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            }
            else
            {
                merged.Add((from, to));
            }
        }

        return merged;
    }
}
