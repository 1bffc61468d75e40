namespace XentStream.Faults.Planning;

/// <summary>What can be done to workers, brokers and what is between them.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL, and a new worker in its place.</summary>
    WorkerKilled,

    /// <summary>SIGTERM, and a new worker in its place.</summary>
    WorkerStopped,

    /// <summary>SIGSTOP and, after a while, SIGCONT: the worker wakes up in a world that may have gone on without it.</summary>
    WorkerFrozen,

    /// <summary>One more worker joins the group, and leaves it.</summary>
    WorkerJoinsAndLeaves,

    /// <summary>SIGKILL of a broker, and its start.</summary>
    BrokerKilled,

    /// <summary>SIGTERM of a broker, and its start.</summary>
    BrokerRestarted,

    /// <summary>A broker stands still for a while, with its connections open.</summary>
    BrokerPaused,

    /// <summary>A broker waits for its disk with each append, and the disk takes its time.</summary>
    BrokerDiskSlow,

    /// <summary>All connections of a worker are reset, and new ones are for a while.</summary>
    LinkCut,

    /// <summary>Whatever a worker and the brokers send each other comes late.</summary>
    LinkDelayed,

    /// <summary>Nothing passes between a worker and the brokers for a while, and no connection ends.</summary>
    LinkStalled,
}
