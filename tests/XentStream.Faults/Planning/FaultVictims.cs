namespace XentStream.Faults.Planning;

/// <summary>To whom faults are done.</summary>
internal static class FaultVictims
{
    /// <summary>Whether a fault is done to a broker, and not to a worker or its link.</summary>
    public static bool StrikesBroker(this FaultKind kind) => kind is FaultKind.BrokerKilled or FaultKind.BrokerRestarted or FaultKind.BrokerPaused or FaultKind.BrokerDiskSlow;
}
