namespace XentStream.Scoring.Faults;

/// <summary>What there is to know of a reason code, whatever the batch.</summary>
/// <param name="Code">The code.</param>
/// <param name="Severity">What it does to a batch.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record ReasonPage(FaultCode Code, string Severity, string Certainty)
{
    /// <summary>When it is given.</summary>
    public required string Rule { get; init; }

    /// <summary>A batch of the kind.</summary>
    public required string Example { get; init; }

    /// <summary>The usual cause.</summary>
    public required string Cause { get; init; }

    /// <summary>What to do.</summary>
    public required string Fix { get; init; }
}
