namespace XentStream.Pipeline.Incidents;

/// <summary>All faults of one cause on one stream, from the first to the last before it was quiet.</summary>
/// <param name="Key">What they have in common.</param>
/// <param name="Example">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="First">Where it began.</param>
/// <param name="Last">Where it was seen last.</param>
/// <param name="OpenedAt">When it was opened, by the worker's clock.</param>
/// <param name="SeenAt">When the last fault was evaluated, by the worker's clock.</param>
internal sealed record Incident(IncidentKey Key, IncidentExample Example, long Count, Sighting First, Sighting Last, DateTimeOffset OpenedAt, DateTimeOffset SeenAt)
{
    /// <summary>When it was resolved, or null while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The same incident with more faults.</summary>
    public Incident With(PendingIncident more, DateTimeOffset now) => this with { Count = Count + more.Count, Last = more.Last, SeenAt = now };

    /// <summary>A new incident.</summary>
    public static Incident Open(IncidentKey key, PendingIncident seen, DateTimeOffset now) => new(key, seen.Example, seen.Count, seen.First, seen.Last, now, now);
}
