using XentStream.Faults.Brokers;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Workers;

/// <summary>The workers of a run, and the place of the one that joins and leaves.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    public Fleet(WorkerSettings settings, Cluster cluster, int workers, string folder)
    {
        Workers = [.. Enumerable.Range(0, workers).Select(worker => new WorkerSlot($"worker-{worker}", RunSettings.ForWorker(settings, cluster.AddressFor(worker), worker), folder))];
        Guest = new WorkerSlot("guest", settings with { Kafka = settings.Kafka with { BootstrapServers = cluster.AddressFor(workers) } }, folder);
    }

    /// <summary>The workers that run all the time.</summary>
    public IReadOnlyList<WorkerSlot> Workers { get; }

    /// <summary>The one that joins and leaves.</summary>
    public WorkerSlot Guest { get; }

    /// <summary>What workers did that no worker may do.</summary>
    public IEnumerable<string> Complaints => Workers.Append(Guest).SelectMany(slot => slot.Complaints);

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

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in Workers.Append(Guest))
        {
            await slot.DisposeAsync();
        }
    }
}
