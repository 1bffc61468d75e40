namespace XentStream.Faults.Planning;

/// <summary>A fault of the plan.</summary>
/// <param name="Number">Its place in the plan, from one.</param>
/// <param name="Kind">What is done.</param>
/// <param name="At">When: as soon as so many records are committed.</param>
/// <param name="Victim">To which worker or broker, from zero.</param>
/// <param name="Lasts">How long it lasts, where it lasts.</param>
internal sealed record PlannedFault(int Number, FaultKind Kind, long At, int Victim, TimeSpan Lasts)
{
    /// <summary>Whether it is done to a broker, and not to a worker.</summary>
    public bool StrikesBroker => Kind.StrikesBroker();

    /// <inheritdoc/>
    public override string ToString()
    {
        var victim = Kind == FaultKind.WorkerJoinsAndLeaves ? "" : $" {(StrikesBroker ? "broker" : "worker")} {Victim}";
        return FormattableString.Invariant($"{Kind}{victim}{(Lasts > TimeSpan.Zero ? FormattableString.Invariant($" for {Lasts.TotalSeconds:0.0} s") : "")}");
    }
}
