using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Tests.Joining;

/// <summary>Counts and totals by version and window: what a definition gives, and what deltas add up to.</summary>
internal sealed class JoinLedger
{
    private const long Window = 5;

    private readonly SortedDictionary<(string Version, long Window), LedgerEntry> entries = [];

    public LedgerEntry Of(string version, long time) => OfWindow(version, time / Window);

    /// <summary>Adds deltas up.</summary>
    public void Add(DeltaBook book)
    {
        foreach (var ((version, window), delta) in book.Deltas)
        {
            var entry = OfWindow(version, window);
            entry.Counts.Add(delta.Join);
            entry.Totals.Add(delta.Totals);
            if (delta.TakenOut is { } out_)
            {
                entry.Totals.Subtract(out_);
            }
        }
    }

    /// <summary>Adds another ledger.</summary>
    public void Add(JoinLedger other)
    {
        foreach (var ((version, window), entry) in other.entries)
        {
            OfWindow(version, window).Counts.Add(entry.Counts);
            OfWindow(version, window).Totals.Add(entry.Totals);
        }
    }

    /// <summary>All that is not zero, as text that is equal where counts and bytes are.</summary>
    public override string ToString() => string.Join('\n', entries
        .Where(entry => !entry.Value.Counts.IsZero || !entry.Value.Totals.ToCanonicalBytes().AsSpan().SequenceEqual(new Totals().ToCanonicalBytes()))
        .Select(entry => $"{entry.Key}: {Text(entry.Value.Counts)} {Convert.ToHexString(entry.Value.Totals.ToCanonicalBytes())}"));

    private static string Text(JoinCounts counts) =>
        $"predictions {string.Join(',', counts.Predictions.ToArray())} labels {string.Join(',', counts.Labels.ToArray())} matches {string.Join(',', counts.Matches.ToArray())}";

    private LedgerEntry OfWindow(string version, long window)
    {
        if (!entries.TryGetValue((version, window), out var entry))
        {
            entry = new LedgerEntry();
            entries.Add((version, window), entry);
        }

        return entry;
    }
}

/// <summary>One version in one window.</summary>
internal sealed class LedgerEntry
{
    public JoinCounts Counts { get; } = new();

    public Totals Totals { get; } = new();
}

/// <summary>The deltas since the last commit.</summary>
internal sealed class DeltaBook
{
    public Dictionary<(string Version, long Window), PendingDelta> Deltas { get; } = [];

    public PendingDelta Of(JoinedStream stream, long time)
    {
        if (!Deltas.TryGetValue((stream.Version, time / 5), out var delta))
        {
            delta = new PendingDelta();
            Deltas.Add((stream.Version, time / 5), delta);
        }

        return delta;
    }
}
