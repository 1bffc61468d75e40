using XentStream.Faults.Reading;

namespace XentStream.Faults.Verifying;

/// <summary>Compares the deltas with what they have to be.</summary>
internal sealed class DeltaCheck(Expectation expected, Violations violations)
{
    private readonly Dictionary<SourceRange, HashSet<DeltaKey>> ranges = [];
    private readonly Dictionary<SourceRange, long> counts = [];
    private readonly Dictionary<DeltaKey, Sum> sums = [];

    /// <summary>How many deltas there are.</summary>
    public int Deltas { get; private set; }

    /// <summary>How many commits of a partition they stand for.</summary>
    public int Ranges => ranges.Count;

    /// <summary>Takes a delta in.</summary>
    public void Take(Delta delta)
    {
        Deltas++;
        if (!ranges.TryGetValue(delta.Source, out var keys))
        {
            ranges.Add(delta.Source, keys = []);
        }

        if (!keys.Add(delta.Key))
        {
            violations.Add("doubled", $"the delta of {delta.Key} for the offsets {delta.Source.From} to {delta.Source.To} stands in the results more than once.");
        }

        counts[delta.Source] = counts.GetValueOrDefault(delta.Source) + delta.Records.All;
        if (!sums.TryGetValue(delta.Key, out var sum))
        {
            sums.Add(delta.Key, sum = new Sum());
        }

        sum.Add(delta.Records, delta.ParseTotals());
    }

    /// <summary>Compares, when all are taken in.</summary>
    public void Finish()
    {
        TilingCheck.Check(ranges.Keys, expected.Ends, violations);
        CheckCounts();
        foreach (var key in expected.Sums.Keys.Union(sums.Keys).OrderBy(key => key.ToString(), StringComparer.Ordinal))
        {
            CheckSum(key, expected.Sums.GetValueOrDefault(key) ?? new Sum(), sums.GetValueOrDefault(key) ?? new Sum());
        }
    }

    private void CheckCounts()
    {
        foreach (var (range, count) in counts.Where(range => range.Value != range.Key.To - range.Key.From))
        {
            violations.Add("counts", $"the deltas for the offsets {range.From} to {range.To} of partition {range.Partition} count {count} records.");
        }
    }

    private void CheckSum(DeltaKey key, Sum wanted, Sum found)
    {
        if (wanted.Records != found.Records)
        {
            violations.Add("records", $"{key}: {wanted.Records} are right, and the results say {found.Records}.");
        }
        else if (!wanted.ToCanonicalBytes().AsSpan().SequenceEqual(found.ToCanonicalBytes()))
        {
            violations.Add("totals", $"{key}: the totals differ from those of one pass over the input, though the counts of records do not.");
        }
    }
}
