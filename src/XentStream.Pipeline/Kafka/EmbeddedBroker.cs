using Confluent.Kafka;

namespace XentStream.Pipeline.Kafka;

/// <summary>
/// librdkafka's mock cluster: the real protocol in this process, with nothing installed. For demonstrations and quick tests with
/// <see cref="Configuration.Delivery.AtLeastOnce"/> only: it knows no committed transactions, drops what exceeds 5 MiB a partition, and keeps nothing.
/// </summary>
public sealed class EmbeddedBroker : IDisposable
{
    /// <summary>How many partitions each topic has.</summary>
    public const int Partitions = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IProducer<byte[]?, byte[]?> host;

    private EmbeddedBroker(IProducer<byte[]?, byte[]?> host, string address) => (this.host, Address) = (host, address);

    /// <summary>The <c>host:port</c> that clients connect to.</summary>
    public string Address { get; }

    /// <summary>Starts a broker that has these topics. It takes about a third of a second.</summary>
    public static EmbeddedBroker Start(params IEnumerable<string> topics)
    {
        var config = new ProducerConfig { BootstrapServers = "" };
        config.Set("test.mock.num.brokers", "1");
        var host = new ProducerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(host.Handle).Build();
        var broker = admin.GetMetadata(Patience).Brokers[0];
        foreach (var topic in topics)
        {
            // It cannot be asked to create a topic, but makes each that is asked for.
            admin.GetMetadata(topic, Patience);
        }

        return new EmbeddedBroker(host, $"{broker.Host}:{broker.Port}");
    }

    /// <summary>Ends the broker; its records are gone.</summary>
    public void Dispose() => host.Dispose();
}
