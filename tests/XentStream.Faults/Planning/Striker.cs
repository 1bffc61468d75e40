using XentStream.Faults.Brokers;
using XentStream.Faults.Workers;

namespace XentStream.Faults.Planning;

/// <summary>Strikes faults. Durations are the faults' own; nothing here waits in the hope that something has happened.</summary>
internal sealed class Striker(Cluster cluster, Fleet fleet)
{
    private static readonly TimeSpan LateBy = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Strikes a fault, and undoes it.</summary>
    public Task StrikeAsync(PlannedFault fault, CancellationToken stop) => fault.StrikesBroker
        ? StrikeBrokerAsync(cluster.Nodes[fault.Victim], fault, stop)
        : fault.Kind is FaultKind.LinkCut or FaultKind.LinkDelayed or FaultKind.LinkStalled
            ? StrikeLinkAsync([.. cluster.LinksOf(fault.Victim)], fault, stop)
            : StrikeWorkerAsync(fleet.Workers[fault.Victim], fault, stop);

    private async Task StrikeWorkerAsync(WorkerSlot worker, PlannedFault fault, CancellationToken stop)
    {
        switch (fault.Kind)
        {
            case FaultKind.WorkerKilled:
                await worker.KillAsync();
                worker.Start();
                break;
            case FaultKind.WorkerStopped:
                await worker.StopAsync(stop);
                worker.Start();
                break;
            case FaultKind.WorkerFrozen:
                await worker.Process.SignalAsync("STOP", stop);
                await Task.Delay(fault.Lasts, stop);
                await worker.Process.SignalAsync("CONT", stop);
                break;
            default:
                fleet.Guest.Start();
                await fleet.Guest.Process.AwaitLogAsync("Evaluating ", stop).WaitAsync(Patience, stop);
                await fleet.Guest.StopAsync(stop);
                break;
        }
    }

    private static async Task StrikeBrokerAsync(BrokerNode node, PlannedFault fault, CancellationToken stop)
    {
        switch (fault.Kind)
        {
            case FaultKind.BrokerKilled:
                await node.KillAsync(stop);
                await Task.Delay(fault.Lasts, stop);
                await node.StartAgainAsync(stop);
                break;
            case FaultKind.BrokerRestarted:
                await node.RestartAsync(stop);
                break;
            case FaultKind.BrokerDiskSlow:
                await node.SlowDiskAsync(stop);
                await Task.Delay(fault.Lasts, stop);
                await node.RestoreDiskAsync(stop);
                break;
            default:
                await node.PauseAsync(stop);
                await Task.Delay(fault.Lasts, stop);
                await node.UnpauseAsync(stop);
                break;
        }
    }

    private static async Task StrikeLinkAsync(List<TcpProxy> links, PlannedFault fault, CancellationToken stop)
    {
        links.ForEach(fault.Kind switch
        {
            FaultKind.LinkCut => link => link.Cut(),
            FaultKind.LinkDelayed => link => link.Delay(LateBy),
            _ => link => link.Stall(),
        });
        await Task.Delay(fault.Lasts, stop);
        links.ForEach(link => link.Restore());
    }
}
