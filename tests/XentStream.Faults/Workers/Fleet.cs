using XentStream.Faults.Brokers;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Workers;

/// <summary>The workers of a run, and the place of the one that joins and leaves.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly string folder;
    private readonly bool isStored;

    public Fleet(WorkerSettings settings, Cluster cluster, FaultRunOptions options, string folder)
    {
        (this.folder, isStored) = (folder, options.IsStored);
        Workers = [.. Enumerable.Range(0, options.Workers).Select(worker => SlotOf($"worker-{worker}", RunSettings.ForWorker(settings, cluster.AddressFor(worker), worker)))];
        Guest = SlotOf("guest", settings with { Kafka = settings.Kafka with { BootstrapServers = cluster.AddressFor(options.Workers) } });
    }

    /// <summary>The workers that run all the time.</summary>
    public IReadOnlyList<WorkerSlot> Workers { get; }

    /// <summary>The one that joins and leaves.</summary>
    public WorkerSlot Guest { get; }

    /// <summary>What workers did that no worker may do.</summary>
    public IEnumerable<string> Complaints => Workers.Append(Guest).SelectMany(slot => slot.Complaints);

    /// <summary>How often a join was taken up by what was on a disk, and how often what was there was of no use; where there are disks.</summary>
    public (int Read, int Unused) States => (Workers.Append(Guest).Sum(slot => slot.Count("read from disk")), Workers.Append(Guest).Sum(slot => slot.Count("on disk is not used")));

    /// <summary>Starts all.</summary>
    public void Start()
    {
        foreach (var worker in Workers)
        {
            worker.Start();
        }
    }

    /// <summary>Stops all at the same time.</summary>
    public Task StopAsync(CancellationToken stop) => Task.WhenAll(Workers.Select(worker => worker.StopAsync(stop)));

    /// <summary>Sees whether all still run.</summary>
    public async Task LookAfterAsync()
    {
        foreach (var worker in Workers)
        {
            await worker.LookAfterAsync();
        }
    }

    private WorkerSlot SlotOf(string name, WorkerSettings settings) =>
        new(name, isStored ? RunSettings.WithDisk(settings, Path.Combine(folder, $"{name}-disk")) : settings, folder);

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in Workers.Append(Guest))
        {
            await slot.DisposeAsync();
        }
    }
}
