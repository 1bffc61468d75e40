using XentStream.Pipeline.Joining;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Tests.Joining;

/// <summary>Counts and totals by version and window: what a definition gives, and what deltas add up to.</summary>
/// <param name="window">The length of a window in milliseconds.</param>
internal sealed class JoinLedger(long window = JoinLedger.ShortWindow)
{
    /// <summary>The window of tests whose times are a few milliseconds apart.</summary>
    public const long ShortWindow = 5;

    private readonly SortedDictionary<(string Version, long Window), LedgerEntry> entries = [];

    public LedgerEntry Of(string version, long time) => OfWindow(version, time / window);

    /// <summary>Adds deltas up.</summary>
    public void Add(DeltaBook book, bool keepsWhatIsTakenOut = false)
    {
        foreach (var ((version, number), delta) in book.Deltas)
        {
            var entry = OfWindow(version, number);
            entry.Counts.Add(delta.Join);
            entry.Totals.Add(delta.Totals);
            if (delta.TakenOut is { } taken && !keepsWhatIsTakenOut)
            {
                entry.Totals.Subtract(taken);
            }
        }
    }

    /// <summary>Adds another ledger.</summary>
    public void Add(JoinLedger other)
    {
        foreach (var ((version, number), entry) in other.entries)
        {
            OfWindow(version, number).Counts.Add(entry.Counts);
            OfWindow(version, number).Totals.Add(entry.Totals);
        }
    }

    /// <summary>The windows between two times.</summary>
    public JoinLedger Between(long from, long to)
    {
        var part = new JoinLedger(window);
        foreach (var ((version, number), entry) in entries.Where(entry => entry.Key.Window >= from / window && entry.Key.Window < to / window))
        {
            part.entries.Add((version, number), entry);
        }

        return part;
    }

    /// <summary>All that is not zero, as text that is equal where counts and bytes are.</summary>
    public override string ToString() => string.Join('\n', entries
        .Where(entry => !entry.Value.Counts.IsZero || !entry.Value.Totals.ToCanonicalBytes().AsSpan().SequenceEqual(new Totals().ToCanonicalBytes()))
        .Select(entry => $"{entry.Key}: {Text(entry.Value.Counts)} {Convert.ToHexString(entry.Value.Totals.ToCanonicalBytes())}"));

    private static string Text(JoinCounts counts) =>
        $"predictions {string.Join(',', counts.Predictions.ToArray())} labels {string.Join(',', counts.Labels.ToArray())} matches {string.Join(',', counts.Matches.ToArray())}";

    private LedgerEntry OfWindow(string version, long number)
    {
        if (!entries.TryGetValue((version, number), out var entry))
        {
            entry = new LedgerEntry();
            entries.Add((version, number), entry);
        }

        return entry;
    }
}
