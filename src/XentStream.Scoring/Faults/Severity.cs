namespace XentStream.Scoring.Faults;

/// <summary>What a fault does to its batch.</summary>
public enum Severity
{
    /// <summary>The batch is scored as if nothing were said; it is not named by such a fault.</summary>
    Info,

    /// <summary>The batch is scored, and the fault stands beside the number.</summary>
    Warn,

    /// <summary>The batch is not scored.</summary>
    Reject,
}
