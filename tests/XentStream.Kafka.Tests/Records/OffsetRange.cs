namespace XentStream.Kafka.Tests.Records;

/// <summary>The records of a partition that a delta stands for: from an offset to the one behind the last.</summary>
internal sealed record OffsetRange(string Topic, int Partition, long From, long To)
{
    public long Length => To - From;

    /// <summary>The ranges of a partition, those that meet taken together.</summary>
    public static List<(long From, long To)> Merge(IEnumerable<OffsetRange> ranges)
    {
        var merged = new List<(long From, long To)>();
        foreach (var range in ranges.Distinct().OrderBy(range => range.From))
        {
            if (merged.Count > 0 && merged[^1].To == range.From)
            {
                merged[^1] = (merged[^1].From, range.To);
            }
            else
            {
                merged.Add((range.From, range.To));
            }
        }

        return merged;
    }

    /// <summary>Asserts that ranges cover each partition from its beginning to its end, without a gap and without an overlap.</summary>
    public static void AssertTile(IEnumerable<OffsetRange> ranges, int partitions, long end)
    {
        var byPartition = ranges.Distinct().GroupBy(range => range.Partition).OrderBy(group => group.Key).ToList();
        Assert.Equal(Enumerable.Range(0, partitions), byPartition.Select(group => group.Key));
        foreach (var partition in byPartition)
        {
            var ordered = partition.OrderBy(range => range.From).ToList();
            Assert.Equal([0, .. ordered.SkipLast(1).Select(range => range.To)], ordered.Select(range => range.From));
            Assert.Equal(end, ordered[^1].To);
        }
    }
}
