namespace XentStream.Faults.Verifying;

/// <summary>What the verifier found.</summary>
/// <param name="Records">Records of the input.</param>
/// <param name="Commits">Commits, each counted for each of its partitions.</param>
/// <param name="Deltas">Deltas.</param>
/// <param name="Quarantined">Records in quarantine.</param>
/// <param name="Incidents">Incidents.</param>
/// <param name="Windows">Windows of models and versions that a replay of what was committed gives again, equal to the bit.</param>
/// <param name="Violations">What is wrong, in sentences; none where all is right.</param>
internal sealed record Verdict(long Records, int Commits, int Deltas, int Quarantined, int Incidents, long Windows, IReadOnlyList<string> Violations)
{
    /// <summary>The books of the join, or nothing where batches carry their labels.</summary>
    public string Books { get; init; } = "";

    public override string ToString()
    {
        var books = Books.Length > 0 ? $" ({Books})" : "";
        return FormattableString.Invariant($"{Records} records, {Commits} commits of a partition, {Deltas} deltas{books}, {Quarantined} records in quarantine, {Incidents} incidents, {Windows} windows replayed to the same bits: {Violations.Count} violations");
    }
}
