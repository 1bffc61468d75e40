using XentStream.Faults.Reading;
using XentStream.Scoring.Totalling;

namespace XentStream.Faults.Verifying;

/// <summary>What some records come to.</summary>
internal sealed class Sum
{
    private readonly Totals totals = new();

    /// <summary>What became of them.</summary>
    public RecordCounts Records { get; private set; }

    /// <summary>Adds records.</summary>
    /// <param name="records">What became of them.</param>
    /// <param name="more">Their totals, or null where they have none.</param>
    public void Add(RecordCounts records, Totals? more)
    {
        Records += records;
        if (more is not null)
        {
            totals.Add(more);
        }
    }

    /// <summary>The totals in the one form that equal rows have.</summary>
    public byte[] ToCanonicalBytes() => totals.ToCanonicalBytes();
}
