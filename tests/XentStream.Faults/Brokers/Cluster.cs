using Confluent.Kafka;
using Confluent.Kafka.Admin;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Networks;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Brokers;

/// <summary>The brokers of a run.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly INetwork network = new NetworkBuilder().Build();

    private Cluster(int nodes, int workers) => Nodes = [.. Enumerable.Range(0, nodes).Select(node => new BrokerNode(node, nodes, workers, network))];

    /// <summary>Its nodes.</summary>
    public IReadOnlyList<BrokerNode> Nodes { get; }

    /// <summary>Where the harness reaches it.</summary>
    public string Address => string.Join(',', Nodes.Select(node => node.Address));

    /// <summary>Starts it.</summary>
    public static async Task<Cluster> StartAsync(int nodes, int workers, CancellationToken stop)
    {
        var cluster = new Cluster(nodes, workers);
        try
        {
            await cluster.network.CreateAsync(stop);

            // All at once: a node of three is not up before it has met another.
            await Task.WhenAll(cluster.Nodes.Select(node => node.StartAsync(stop)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a worker reaches it.</summary>
    public string AddressFor(int worker) => string.Join(',', Nodes.Select(node => $"127.0.0.1:{node.Proxies[worker].Port}"));

    /// <summary>The links of a worker.</summary>
    public IEnumerable<TcpProxy> LinksOf(int worker) => Nodes.Select(node => node.Proxies[worker]);

    /// <summary>Creates the topics of a run. What a worker would create by itself has to be there already for who follows the results.</summary>
    public static async Task CreateTopicsAsync(string broker, TopicSettings topics, int partitions)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker }).Build();
        await admin.CreateTopicsAsync([.. topics.Read.Append(topics.Results).Select(topic => Specify(topic, partitions))]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await network.DisposeAsync();
    }

    // The records bear times of their own, which retention must not hold against them.
    private static TopicSpecification Specify(string name, int partitions) => new() { Name = name, NumPartitions = partitions, ReplicationFactor = -1, Configs = new() { ["retention.ms"] = "-1" } };
}
