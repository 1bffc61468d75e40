using Confluent.Kafka;
using Confluent.Kafka.Admin;
using DotNet.Testcontainers.Builders;
using Testcontainers.Kafka;

[assembly: AssemblyFixture(typeof(XentStream.Kafka.Tests.Broker.KafkaBroker))]

namespace XentStream.Kafka.Tests.Broker;

/// <summary>One real broker for all tests of this assembly. Where no Docker answers, each test is skipped, with the reason.</summary>
public sealed class KafkaBroker : IAsyncLifetime
{
    /// <summary>How long a broker may take to start: the library itself waits for an hour.</summary>
    public static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(3);

    private const string Image = "apache/kafka:4.3.0";

    private KafkaContainer? container;
    private string whyAbsent = "the broker was not started";

    /// <summary>The <c>host:port</c> that clients connect to.</summary>
    public string Address => container!.GetBootstrapAddress().Replace("PLAINTEXT://", "").TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        try
        {
            container = new KafkaBuilder(Image).Build();
        }
        catch (DockerUnavailableException absent)
        {
            whyAbsent = absent.Message.Split('\n')[0];
            return;
        }

        await container.StartAsync().WaitAsync(StartsWithin);
    }

    public async ValueTask DisposeAsync()
    {
        if (container is not null)
        {
            await container.DisposeAsync();
        }
    }

    /// <summary>Skips the test that calls it where there is no broker.</summary>
    public void Require() => Assert.SkipWhen(container is null, $"No Docker answers here, so nothing can be said about a real Kafka: {whyAbsent}");

    /// <summary>Creates a topic.</summary>
    public async Task CreateTopicAsync(string name, int partitions, params IEnumerable<(string Name, string Value)> configs)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Address }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = partitions, Configs = configs.ToDictionary(config => config.Name, config => config.Value) }]);
    }
}
