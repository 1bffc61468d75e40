using XentStream.Pipeline.Joining;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Tests.Joining;

/// <summary>One version in one window.</summary>
internal sealed class LedgerEntry
{
    public JoinCounts Counts { get; } = new();

    public Totals Totals { get; } = new();
}
