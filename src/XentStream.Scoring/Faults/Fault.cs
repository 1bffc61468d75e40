using System.Collections.Immutable;

namespace XentStream.Scoring.Faults;

/// <summary>One way in which a batch breaks its contract or cannot be decoded. Expected, therefore a value and no exception.</summary>
/// <param name="Code">The reason code.</param>
/// <param name="Wrong">What is wrong, with the measured values.</param>
/// <param name="Cause">The likely cause.</param>
/// <param name="Fix">What to do.</param>
public sealed record Fault(FaultCode Code, string Wrong, string Cause, string Fix)
{
    /// <summary>What the fault does to its batch.</summary>
    public Severity Severity { get; init; } = Severity.Reject;

    /// <summary>How sure the cause is.</summary>
    public Certainty Certainty { get; init; } = Certainty.Certain;

    /// <summary>The codes of other causes that the data cannot tell from this one; some where the certainty is <see cref="Certainty.Ambiguous"/>.</summary>
    public ImmutableArray<FaultCode> Alternatives { get; init; } = [];

    /// <summary>The mean loss, in nats, that the batch would have with the fix applied to its bytes; null where that cannot be done.</summary>
    public double? LossAfterFix { get; init; }
}
