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

    /// <summary>Changes a byte of a record set on the broker's disk: all of its bits.</summary>
    /// <param name="topic">A topic whose first partition has all of its records in one segment.</param>
    /// <param name="choose">Which of the sets.</param>
    /// <param name="index">Which of its bytes; one in its middle where nothing is said.</param>
    /// <returns>The offsets of the set.</returns>
    public async Task<(long From, long To)> DamageAsync(string topic, Func<IReadOnlyList<(long From, long To, int Begin, int End)>, (long From, long To, int Begin, int End)> choose, int? index = null)
    {
        var path = (await RunAsync($"ls /tmp/*/{topic}-0/*.log /var/lib/kafka/*/{topic}-0/*.log 2>/dev/null || true")).Trim();
        var bytes = await container!.ReadFileAsync(path);
        var set = choose(RecordSets.Read(bytes));
        var at = index is { } inside ? set.Begin + inside : (set.Begin + set.End) / 2;
        bytes[at] = (byte)~bytes[at];

        // In place: the broker has the file open. Some images of it have no dd.
        var other = Convert.ToString(bytes[at], 8).PadLeft(3, '0');
        await RunAsync($"printf '\\{other}' | dd of={path} bs=1 seek={at} conv=notrunc 2>/dev/null || {{ exec 3<>{path}; head -c {at} <&3 >/dev/null; printf '\\{other}' >&3; }}");
        Assert.Equal(bytes, await container.ReadFileAsync(path));
        return (set.From, set.To);
    }

    private async Task<string> RunAsync(string command)
    {
        var result = await container!.ExecAsync(["sh", "-c", command]);
        return result.ExitCode == 0 ? result.Stdout : throw new InvalidOperationException($"`{command}` failed on the broker: {result.Stderr}");
    }
}
