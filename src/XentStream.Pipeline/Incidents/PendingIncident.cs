namespace XentStream.Pipeline.Incidents;

/// <summary>Faults of one incident that are not yet committed.</summary>
/// <param name="example">The first of them.</param>
/// <param name="first">Where it was seen.</param>
internal sealed class PendingIncident(IncidentExample example, Sighting first)
{
    /// <summary>The first fault.</summary>
    public IncidentExample Example { get; } = example;

    /// <summary>Where it was seen.</summary>
    public Sighting First { get; } = first;

    /// <summary>Where the last one was seen.</summary>
    public Sighting Last { get; private set; } = first;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Adds faults.</summary>
    public void Add(Sighting last, long count = 1)
    {
        Last = last;
        Count += count;
    }
}
