using System.Diagnostics.CodeAnalysis;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What a rule found.</summary>
/// <param name="Fault">The fault, or null where the contract allows what was found.</param>
/// <param name="Repair">How the batch can be read as it was meant, or null where that is not known.</param>
internal sealed record Finding(Fault? Fault, Repair? Repair = null)
{
    /// <summary>Whether the batch can still be read row by row, although it is rejected.</summary>
    public bool LeavesRows { get; init; }

    /// <summary>Whether the batch is rejected.</summary>
    public bool Rejects => Fault?.Severity == Severity.Reject;

    /// <summary>A fault without a repair.</summary>
    [return: NotNullIfNotNull(nameof(fault))]
    public static implicit operator Finding?(Fault? fault) => fault is null ? null : new Finding(fault);
}
