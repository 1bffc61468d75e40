namespace XentStream.Pipeline.Joining;

/// <summary>What a label that fits a row is to it.</summary>
public enum MatchOutcome
{
    /// <summary>The row's label.</summary>
    Standing,

    /// <summary>With <c>Corrections: first</c>, equal to the one that stands.</summary>
    Repeat,

    /// <summary>With <c>Corrections: first</c>, another than the one that stands.</summary>
    Conflict,

    /// <summary>With <c>Corrections: last</c>, replaced by a later one.</summary>
    Superseded,

    /// <summary>With <c>Corrections: last</c>, withdrawn by a later record without value, or by the ignore value.</summary>
    Withdrawn,
}
