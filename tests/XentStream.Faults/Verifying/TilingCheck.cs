using XentStream.Faults.Reading;

namespace XentStream.Faults.Verifying;

/// <summary>Looks for gaps and overlaps: ranges have to cover each partition from its beginning to its end.</summary>
internal static class TilingCheck
{
    /// <summary>Checks all partitions.</summary>
    public static void Check(IReadOnlyCollection<SourceRange> ranges, IReadOnlyDictionary<int, long> ends, Violations violations)
    {
        foreach (var (partition, end) in ends)
        {
            var reached = 0L;
            foreach (var range in ranges.Where(range => range.Partition == partition).OrderBy(range => range.From).ThenBy(range => range.To))
            {
                Compare(partition, reached, range.From, violations);
                reached = Math.Max(reached, range.To);
            }

            Compare(partition, reached, end, violations);
        }
    }

    private static void Compare(int partition, long reached, long next, Violations violations)
    {
        if (next > reached)
        {
            violations.Add("gap", $"no delta stands for the offsets {reached} to {next} of partition {partition}.");
        }
        else if (next < reached)
        {
            violations.Add("overlap", $"deltas of more than one commit stand for the offsets {next} to {reached} of partition {partition}.");
        }
    }
}
