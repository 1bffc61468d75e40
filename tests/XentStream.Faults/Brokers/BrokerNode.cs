using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;

namespace XentStream.Faults.Brokers;

/// <summary>One Kafka node in a container, with a listener for the harness and one for each worker, whose advertised address is that worker's proxy.</summary>
internal sealed class BrokerNode : IAsyncDisposable
{
    private const string Image = "apache/kafka:4.3.0";
    private const int DirectPort = 9092;
    private const int FirstWorkerPort = 9100;

    // The library itself waits for an hour.
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(3);

    private readonly IContainer container;
    private readonly int number;
    private readonly NodeDisk disk;
    private readonly DockerClient docker = TestcontainersSettings.OS.DockerEndpointAuthConfig.GetDockerClientBuilder(ResourceReaper.DefaultSessionId).Build();

    public BrokerNode(int number, int nodes, int workers, INetwork network)
    {
        this.number = number + 1;
        var ports = FreePorts.Find(workers + 1);
        Address = $"127.0.0.1:{ports[0]}";
        disk = new NodeDisk(Address, this.number);
        Proxies = [.. ports.Skip(1).Select(port => new TcpProxy(port))];
        var builder = new ContainerBuilder(Image)
            .WithNetwork(network)
            .WithNetworkAliases(NodeEnvironment.NameOf(number))
            .WithEnvironment(NodeEnvironment.Of(number, nodes, Address, [.. Proxies.Select((proxy, worker) => (FirstWorkerPort + worker, proxy.Port))]))
            .WithPortBinding(ports[0], DirectPort)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("Kafka Server started"));
        container = ports.Skip(1).Select((port, worker) => (port, worker)).Aggregate(builder, (built, port) => built.WithPortBinding(port.port, FirstWorkerPort + port.worker)).Build();
    }

    /// <summary>Where the harness reaches it, whatever is done to the workers' links.</summary>
    public string Address { get; }

    /// <summary>The proxy of each worker.</summary>
    public IReadOnlyList<TcpProxy> Proxies { get; }

    /// <summary>Starts it for the first time.</summary>
    public Task StartAsync(CancellationToken stop) => container.StartAsync(stop).WaitAsync(StartsWithin, stop);

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(CancellationToken stop) => docker.Containers.KillContainerAsync(container.Id, new ContainerKillParameters { Signal = "SIGKILL" }, stop);

    /// <summary>Starts it again after it was killed.</summary>
    public Task StartAgainAsync(CancellationToken stop) => docker.Containers.StartContainerAsync(container.Id, new ContainerStartParameters(), stop);

    /// <summary>SIGTERM, time to end, and a start.</summary>
    public Task RestartAsync(CancellationToken stop) => docker.Containers.RestartContainerAsync(container.Id, new ContainerRestartParameters { WaitBeforeKillSeconds = 10 }, stop);

    /// <summary>Lets it stand still.</summary>
    public Task PauseAsync(CancellationToken stop) => container.PauseAsync(stop);

    /// <summary>Lets it go on.</summary>
    public Task UnpauseAsync(CancellationToken stop) => container.UnpauseAsync(stop);

    /// <summary>Whether its disk can be made as slow as it shall be, and not only be waited for.</summary>
    public bool CanThrottleDisk => NodeDisk.CanThrottle(container.Id);

    /// <summary>Makes its disk slow.</summary>
    public async Task SlowDiskAsync(CancellationToken stop) => await disk.SlowAsync(container.Id, (await docker.System.GetSystemInfoAsync(stop)).DockerRootDir);

    /// <summary>Lets its disk be as fast as it is.</summary>
    public async Task RestoreDiskAsync(CancellationToken stop) => await disk.RestoreAsync(container.Id, (await docker.System.GetSystemInfoAsync(stop)).DockerRootDir);

    /// <summary>Writes down what it can tell of transactions that do not end.</summary>
    public Task WriteEvidenceAsync(string folder) => Evidence.WriteAsync(container, number, folder);

    /// <summary>Aborts the transactions that it left open.</summary>
    /// <returns>What was aborted, in words.</returns>
    public Task<IReadOnlyList<string>> AbortHangingAsync(CancellationToken stop) => HangingTransactions.AbortAsync(container, number, stop);

    /// <summary>The transactions that it ended without telling all of their partitions, in sentences.</summary>
    public Task<IReadOnlyList<string>> FindSkippedMarkersAsync(CancellationToken stop) => SkippedMarkers.FindAsync(container, number, stop);

    public async ValueTask DisposeAsync()
    {
        await container.DisposeAsync();
        docker.Dispose();
        foreach (var proxy in Proxies)
        {
            await proxy.DisposeAsync();
        }
    }
}
