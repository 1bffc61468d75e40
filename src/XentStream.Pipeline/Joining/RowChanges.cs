using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Joining;

/// <summary>What a label changed of a prediction. One instance is used again for each.</summary>
internal sealed class RowChanges
{
    /// <summary>Whether the label fits, so that the rest has a meaning.</summary>
    public bool IsFit { get; set; }

    /// <summary>Why it does not fit, or what stands beside the number, or null.</summary>
    public Fault? Fault { get; set; }

    /// <summary>The totals of the rows whose label it became.</summary>
    public Totals Added { get; } = new();

    /// <summary>The totals of the rows whose label is not theirs any more.</summary>
    public Totals TakenOut { get; } = new();

    /// <summary>Changes of the books of matches.</summary>
    public JoinCounts Counts { get; } = new();

    /// <summary>Begins with another label.</summary>
    public void Clear()
    {
        (IsFit, Fault) = (false, null);
        Added.Clear();
        TakenOut.Clear();
        Counts.Clear();
    }
}
