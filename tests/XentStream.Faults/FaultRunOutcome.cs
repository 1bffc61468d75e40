using XentStream.Faults.Planning;
using XentStream.Faults.Verifying;

namespace XentStream.Faults;

/// <summary>What came of a run.</summary>
/// <param name="Faults">The faults that were struck.</param>
/// <param name="Duration">How long workers and faults took.</param>
/// <param name="Verdict">What the verifier found.</param>
/// <param name="Hanging">How many partitions a broker left with a transaction that hung, which was aborted.</param>
/// <param name="Skipped">How many transactions a broker ended without a marker in all of their partitions, after which nobody can promise anything.</param>
/// <param name="Violations">All that is wrong, in sentences: that, and what workers did that no worker may do.</param>
internal sealed record FaultRunOutcome(IReadOnlyList<PlannedFault> Faults, TimeSpan Duration, Verdict Verdict, int Hanging, int Skipped, IReadOnlyList<string> Violations)
{
    /// <summary>The figures of the run.</summary>
    public override string ToString()
    {
        var kinds = Faults.GroupBy(fault => fault.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Count()}");
        return FormattableString.Invariant($"{Faults.Count} faults in {Duration.TotalSeconds:0} s ({string.Join(", ", kinds)}); {(Hanging > 0 ? $"{Hanging} hanging transactions aborted; " : "")}{(Skipped > 0 ? $"{Skipped} transactions that the broker ended without all of their markers; " : "")}{Verdict}");
    }
}
