namespace XentStream.Pipeline.Committing;

/// <summary>What became of a commit.</summary>
internal enum CommitOutcome
{
    /// <summary>Everything is committed: it may be published.</summary>
    Committed,

    /// <summary>Nothing is committed: the thread begins again, with new clients, at the offsets that are.</summary>
    Restart,
}
