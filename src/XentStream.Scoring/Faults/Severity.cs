namespace XentStream.Scoring.Faults;

/// <summary>What a fault does to its batch.</summary>
public enum Severity
{
    /// <summary>The batch is scored, and the fault stands beside the number.</summary>
    Warn,

    /// <summary>The batch is not scored.</summary>
    Reject,
}
