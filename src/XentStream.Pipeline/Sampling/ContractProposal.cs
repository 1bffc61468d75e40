using System.Collections.Immutable;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Sampling;

/// <summary>The plainest of the contracts that a sample fits best.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Outcome">What becomes of the readable records under it.</param>
public sealed record ContractProposal(Contract Contract, FaultTally Outcome)
{
    /// <summary>The mean loss of the sample under it, or null where no row was scored.</summary>
    public double? MeanLoss { get; init; }

    /// <summary>The rows that this mean is over.</summary>
    public long Rows { get; init; }

    /// <summary>The rows that are ignored.</summary>
    public long Ignored { get; init; }

    /// <summary>Why the contract says what it says, in sentences.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Other contracts that the sample fits as well.</summary>
    public ImmutableArray<Ambiguity> Ambiguities { get; init; } = [];
}
