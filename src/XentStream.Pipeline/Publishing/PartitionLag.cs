namespace XentStream.Pipeline.Publishing;

/// <summary>How far one partition is, as far as it is known.</summary>
/// <param name="Reached">The offset up to which it is committed.</param>
internal readonly record struct PartitionLag(long Reached)
{
    /// <summary>Its last stable offset, or null until the client has fetched something.</summary>
    public long? End { get; init; }

    /// <summary>Whether it has records and stands still.</summary>
    public bool IsStalled { get; init; }

    /// <summary>The time of its latest record that is committed, or null where none was since it was assigned.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>When it was last seen without anything to do, or null.</summary>
    public DateTimeOffset? CaughtUpAt { get; init; }

    /// <summary>Records that are not yet committed.</summary>
    public long? Records => End is { } end ? Math.Max(end - Reached, 0) : null;

    /// <summary>
    /// How long its oldest uncommitted record has waited, at most: it is younger than the record before it, and came after the partition was last seen without anything to
    /// do. Null where neither is known.
    /// </summary>
    public TimeSpan? TimeAt(DateTimeOffset now)
    {
        if (Records is null or 0)
        {
            return Records is null ? null : TimeSpan.Zero;
        }

        var since = LastEvent > CaughtUpAt || CaughtUpAt is null ? LastEvent : CaughtUpAt;
        return since is null ? null : since > now ? TimeSpan.Zero : now - since;
    }
}
