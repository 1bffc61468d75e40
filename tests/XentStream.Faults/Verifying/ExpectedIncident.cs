namespace XentStream.Faults.Verifying;

/// <summary>What the last state of an incident has to say.</summary>
internal readonly record struct ExpectedIncident(long Count, long First, long Last)
{
    /// <summary>The same with one more fault.</summary>
    public ExpectedIncident With(long offset) => Count == 0 ? new(1, offset, offset) : this with { Count = Count + 1, Last = offset };

    public override string ToString() => FormattableString.Invariant($"{Count} faults from {First} to {Last}, open");
}
