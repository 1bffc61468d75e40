namespace XentStream.Pipeline.Evaluating;

/// <summary>What became of a batch.</summary>
public enum BatchStatus
{
    /// <summary>It was scored, and nothing is wrong with it.</summary>
    Scored,

    /// <summary>It was scored, and a fault stands beside the number.</summary>
    Warned,

    /// <summary>It was not scored.</summary>
    Rejected,
}
