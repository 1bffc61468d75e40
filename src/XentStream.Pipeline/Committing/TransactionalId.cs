namespace XentStream.Pipeline.Committing;

/// <summary>
/// The id under which a thread of the worker writes transactions. It stays the same from one life of the worker to the next, where the worker has a name that lasts, so that the next can settle at
/// once what the last left open; but an id under which something may still be open after that is never used again.
/// </summary>
/// <remarks>
/// A broker may say that a transaction is over and yet not have told all partitions: the coordinator of Kafka 4.3 takes a partition that has no leader at that moment for a deleted one, and passes it
/// over (seen in the logs of fault runs, where the only broker of a cluster was killed or restarted). The records then wait in the partition for the next marker of their producer, and take over its
/// meaning: what was aborted is committed and counts twice, or the other way round. Under another id they wait, which is seen, until somebody aborts what hangs.
/// </remarks>
/// <param name="name">The first id.</param>
/// <param name="life">Tells this life of the worker from others, so that no other has the ids behind the first.</param>
internal sealed class TransactionalId(string name, string life)
{
    private int renewals;
    private bool isSpent;

    /// <summary>The id of now.</summary>
    public string Value => renewals == 0 ? name : $"{name}.{life}.{renewals}";

    /// <summary>Whether something may be open under it. Never so where it <see cref="Stays"/>.</summary>
    public bool IsSpent => isSpent && !Stays;

    /// <summary>Whether it is never given up, because it has to fence others that run at the same time.</summary>
    public bool Stays { get; set; }

    /// <summary>A transaction under it was not committed, or nobody knows, or something is open and may be its own.</summary>
    public void Spend() => isSpent = true;

    /// <summary>The transaction was committed after all: the next marker of the same producer, a commit too, makes up for one that was lost.</summary>
    public void Keep() => isSpent = false;

    /// <summary>From now on, another.</summary>
    public void Renew() => (renewals, isSpent) = (renewals + 1, false);
}
