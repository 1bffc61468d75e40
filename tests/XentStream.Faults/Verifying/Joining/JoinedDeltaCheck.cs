using XentStream.Faults.Reading;

namespace XentStream.Faults.Verifying.Joining;

/// <summary>Compares the deltas of joined topics with what they have to be.</summary>
internal sealed class JoinedDeltaCheck(JoinExpectation expected, Violations violations)
{
    private readonly Dictionary<(SourceRange Predictions, SourceRange Labels), HashSet<DeltaKey>> commits = [];
    private readonly Dictionary<(SourceRange Predictions, SourceRange Labels), long> counts = [];
    private readonly Dictionary<DeltaKey, JoinedSum> sums = [];

    /// <summary>How many deltas there are.</summary>
    public int Deltas { get; private set; }

    /// <summary>How many commits of a partition they stand for.</summary>
    public int Commits => commits.Count;

    /// <summary>The books of all windows together.</summary>
    public string Books
    {
        get
        {
            var all = new JoinedSum();
            foreach (var sum in sums.Values)
            {
                all.Books.Add(sum.Books);
            }

            return all.Tell();
        }
    }

    /// <summary>Takes a delta in.</summary>
    public void Take(JoinedDelta joined)
    {
        Deltas++;
        var (delta, commit) = (joined.Delta, (joined.Delta.Source, joined.Labels));
        commits.TryAdd(commit, []);
        if (!commits[commit].Add(delta.Key))
        {
            violations.Add("doubled", $"the delta of {delta.Key} for the offsets {delta.Source.From} to {delta.Source.To} and labels {joined.Labels.From} to {joined.Labels.To} stands in the results more than once.");
        }

        counts[commit] = counts.GetValueOrDefault(commit) + delta.Records.All;
        sums.TryAdd(delta.Key, new JoinedSum());
        sums[delta.Key].Records += delta.Records;
        sums[delta.Key].Books.Add(joined.Books);
        sums[delta.Key].Totals.Add(delta.ParseTotals());
    }

    /// <summary>Compares, when all are taken in.</summary>
    public void Finish()
    {
        TilingCheck.Check([.. commits.Keys.Select(commit => commit.Predictions).Where(IsNotEmpty)], expected.Ends, violations);
        TilingCheck.Check([.. commits.Keys.Select(commit => commit.Labels).Where(IsNotEmpty)], expected.LabelEnds, violations);
        foreach (var ((range, _), count) in counts.Where(commit => commit.Value != commit.Key.Predictions.To - commit.Key.Predictions.From))
        {
            violations.Add("counts", $"the deltas for the offsets {range.From} to {range.To} of partition {range.Partition} count {count} records.");
        }

        foreach (var key in expected.Sums.Keys.Union(sums.Keys).OrderBy(key => key.ToString(), StringComparer.Ordinal))
        {
            Compare(key, expected.Sums.GetValueOrDefault(key) ?? new JoinedSum(), sums.GetValueOrDefault(key) ?? new JoinedSum());
        }
    }

    private void Compare(DeltaKey key, JoinedSum wanted, JoinedSum found)
    {
        if (wanted.Records != found.Records)
        {
            violations.Add("records", $"{key}: {wanted.Records} are right, and the results say {found.Records}.");
        }

        if (wanted.Tell() != found.Tell())
        {
            violations.Add("books", $"{key}: {wanted.Tell()} is right, and the results say {found.Tell()}.");
        }

        if (!wanted.HasTotalsOf(found))
        {
            violations.Add("totals", $"{key}: the totals of {found.Totals.Scored} rows differ from those of the {wanted.Totals.Scored} rows whose pairs stand.");
        }
    }

    private static bool IsNotEmpty(SourceRange range) => range.To > range.From;
}
