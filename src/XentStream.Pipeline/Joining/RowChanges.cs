using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Joining;

/// <summary>What a label changed of a prediction. One instance is used again for each.</summary>
internal sealed class RowChanges
{
    private readonly Totals none = new();
    private readonly Totals kept = new();

    /// <summary>Begins as that of no label.</summary>
    public RowChanges() => Added = none;

    /// <summary>Whether the label fits, so that the rest has a meaning.</summary>
    public bool IsFit { get; set; }

    /// <summary>Why it does not fit, or what stands beside the number, or null.</summary>
    public Fault? Fault { get; set; }

    /// <summary>The label of a prediction of one row that is scored, and without a fault, whenever that is done; null for all others.</summary>
    public long? DeferredLabel { get; set; }

    /// <summary>The totals of the rows whose label it became: mostly those that were just scored, as they are.</summary>
    public Totals Added { get; set; }

    /// <summary>The totals of the rows whose label is not theirs any more.</summary>
    public Totals TakenOut { get; } = new();

    /// <summary>Changes of the books of matches.</summary>
    public JoinCounts Counts { get; } = new();

    /// <summary>Begins with another label.</summary>
    public void Clear()
    {
        (IsFit, Fault, DeferredLabel) = (false, null, null);
        Added = none;
        if (!TakenOut.IsEmpty)
        {
            TakenOut.Clear();
        }

        Counts.ClearMatches();
    }

    /// <summary>Other rows are scored next: keeps what is added.</summary>
    public void Keep()
    {
        kept.Clear();
        kept.Add(Added);
        Added = kept;
    }
}
