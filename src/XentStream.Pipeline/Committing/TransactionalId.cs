namespace XentStream.Pipeline.Committing;

/// <summary>
/// The id under which a thread of the worker writes transactions. It stays the same from one life of the worker to the next, where the worker has a name that lasts, so that the next can settle at
/// once what the last left open; but an id whose transaction was not committed is used to settle that, and then never again.
/// </summary>
/// <remarks>
/// A broker may say that a transaction is over and yet not have told all partitions: the coordinator of Kafka 4.3 loses the markers of what ends while its broker shuts down (seen in the logs of
/// fault runs). The records of an aborted transaction then wait in a partition for the next marker of their producer, and if that is of a commit, they are committed with it and count twice. Under
/// another id nothing ever commits them: readers wait there, which is seen, until somebody aborts what hangs.
/// </remarks>
/// <param name="name">The first id.</param>
internal sealed class TransactionalId(string name)
{
    private int renewals;

    /// <summary>The id of now.</summary>
    public string Value => renewals == 0 ? name : $"{name}.{renewals}";

    /// <summary>Whether a transaction under it was not committed, as far as is known.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>A transaction under it was not committed, or nobody knows.</summary>
    public void Spend() => IsSpent = true;

    /// <summary>The transaction was committed after all: the next marker of the same producer, a commit too, makes up for one that was lost.</summary>
    public void Keep() => IsSpent = false;

    /// <summary>From now on, another.</summary>
    public void Renew() => (renewals, IsSpent) = (renewals + 1, false);
}
