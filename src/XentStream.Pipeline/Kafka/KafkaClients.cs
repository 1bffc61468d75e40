using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Kafka;

/// <summary>Builds the clients of a worker from its settings. What a promise rests on is set here and nowhere else.</summary>
internal sealed class KafkaClients(WorkerSettings settings, ILogger<KafkaClients> logger)
{
    private const int TransactionTimeoutMs = 15_000;

    // What is read ahead of its evaluation. Of small records, that and the client's own books of them are four times as large: with more, they are out of the cache when their turn comes.
    private const string QueueKilobytes = "16384";

    // Without an instance id the transactional ids are new in each life of the worker: nobody else can have them.
    private readonly string life = Guid.NewGuid().ToString("N")[..8];
    private readonly ConcurrentDictionary<int, TransactionalId> ids = new();

    /// <summary>Names this worker's thread among all producers that write transactions; lasts as long as the process.</summary>
    public TransactionalId TransactionalIdOf(int thread) => ids.GetOrAdd(
        thread,
        _ => new($"{settings.Kafka.GroupId}-{settings.Kafka.InstanceId ?? life}-{thread}", life));

    /// <summary>Names this worker's thread among the members of the group: null where the worker has no name that lasts.</summary>
    public string? InstanceId(int thread) => settings.Kafka.InstanceId is { } instance ? $"{instance}-{thread}" : null;

    /// <summary>The settings of a consumer of the group.</summary>
    public ConsumerConfig Consumer(int thread)
    {
        // Defaults first: what a user passes as Properties replaces them. Then what is ours alone.
        var config = new ConsumerConfig(new Dictionary<string, string>
        {
            ["session.timeout.ms"] = "6000",
            ["heartbeat.interval.ms"] = "2000",

            // Also how long a group that shares partitions out waits for a member that is gone: after a restart the coordinator does not always notice that by itself (seen with Kafka 4.3).
            ["max.poll.interval.ms"] = "120000",
            ["queued.max.messages.kbytes"] = QueueKilobytes,
            ["statistics.interval.ms"] = "2000",
            ["fetch.wait.max.ms"] = "100",

            // When its queue is full the client stops fetching for a second by default; the queue holds less than that.
            ["fetch.queue.backoff.ms"] = "10",

            // New partitions, and topics that are deleted or made anew, are noticed after this time.
            ["topic.metadata.refresh.interval.ms"] = "30000",
        });
        AddUserProperties(config);
        config.BootstrapServers = settings.Kafka.BootstrapServers;
        config.GroupId = settings.Kafka.GroupId;
        config.GroupInstanceId = InstanceId(thread);
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.AutoOffsetReset = AutoOffsetReset.Error;

        // Partitions of one number of both topics belong together; only this assignor gives them to one worker.
        config.PartitionAssignmentStrategy = settings.Join is null ? PartitionAssignmentStrategy.CooperativeSticky : PartitionAssignmentStrategy.Range;
        config.AllowAutoCreateTopics = false;
        config.CheckCrcs = true;
        config.ConsumeResultFields = "headers,timestamp,topic";

        // Of two topics that are joined, neither waits for one that has nothing to read.
        config.EnablePartitionEof = settings.Join is not null;
        return config;
    }

    /// <summary>The settings of a consumer without a group, which reads what is committed and commits nothing.</summary>
    public ConsumerConfig Reader() => ConfigureReader(new() { ["fetch.wait.max.ms"] = "100", ["queued.max.messages.kbytes"] = QueueKilobytes });

    /// <summary>The same for one that reads long ranges: more in a request, and more ahead.</summary>
    public ConsumerConfig RangeReader()
    {
        var config = ConfigureReader(new()
        {
            // At the end of one range, those that begin next wait for the answer; there the records are, and nobody waits for new ones.
            ["fetch.wait.max.ms"] = "10",
            ["queued.max.messages.kbytes"] = QueueKilobytes,
            ["queued.min.messages"] = "1000000",
            ["max.partition.fetch.bytes"] = "4194304",
            ["fetch.queue.backoff.ms"] = "10",
        });
        config.CheckCrcs = true;
        config.ConsumeResultFields = "headers,timestamp,topic";
        return config;
    }

    /// <summary>The settings of a producer of results.</summary>
    public ProducerConfig Producer(int thread)
    {
        // A record that the consumer could fetch must pass the client on its way to quarantine; the broker decides.
        // A topic that takes less than the client puts into one record set would refuse small records for the size of their neighbours.
        var config = new ProducerConfig(new Dictionary<string, string> { ["message.max.bytes"] = "1000000000", ["batch.size"] = "100000", ["compression.type"] = "lz4", ["linger.ms"] = "5" });
        AddUserProperties(config);
        config.BootstrapServers = settings.Kafka.BootstrapServers;
        config.EnableIdempotence = true;
        config.Acks = Acks.All;
        if (settings.Delivery == Delivery.ExactlyOnce)
        {
            config.TransactionalId = TransactionalIdOf(thread).Value;
            config.TransactionTimeoutMs = TransactionTimeoutMs;
        }

        return config;
    }

    /// <summary>Builds a producer.</summary>
    public IProducer<byte[]?, byte[]?> BuildProducer(int thread, Action<Error> onError) => new ProducerBuilder<byte[]?, byte[]?>(Producer(thread))
        .SetErrorHandler((_, error) => onError(error))
        .SetLogHandler((_, message) => Log(message))
        .Build();

    /// <summary>Builds a consumer without a group.</summary>
    public IConsumer<byte[]?, byte[]?> BuildReader(Action<Error> onError) => Build(Reader(), onError);

    /// <summary>Builds a consumer without a group that refuses damaged record sets, and says so at once each time that it is asked.</summary>
    public IConsumer<byte[]?, byte[]?> BuildProbe(Action<Error> onError)
    {
        var config = ConfigureReader(new() { ["fetch.wait.max.ms"] = "100", ["fetch.error.backoff.ms"] = "10" });
        config.CheckCrcs = true;
        return Build(config, onError);
    }

    /// <summary>Builds a client for topics and metadata.</summary>
    public IAdminClient BuildAdmin(Action<Error> onError)
    {
        var config = new AdminClientConfig();
        AddUserProperties(config);
        config.BootstrapServers = settings.Kafka.BootstrapServers;
        return new AdminClientBuilder(config).SetErrorHandler((_, error) => onError(error)).SetLogHandler((_, message) => Log(message)).Build();
    }

    /// <summary>Hands a line of librdkafka's on to our log. Errors reach the error handler too, so its lines are details.</summary>
    public void Log(LogMessage message) => KafkaLog.ClientLine(logger, message.Name, message.Message);

    private IConsumer<byte[]?, byte[]?> Build(ConsumerConfig config, Action<Error> onError) => new ConsumerBuilder<byte[]?, byte[]?>(config)
        .SetKeyDeserializer(Deserializers.ByteArray!)
        .SetValueDeserializer(Deserializers.ByteArray!)
        .SetErrorHandler((_, error) => onError(error))
        .SetLogHandler((_, message) => Log(message))
        .Build();

    private ConsumerConfig ConfigureReader(Dictionary<string, string> defaults)
    {
        var config = new ConsumerConfig(defaults);
        AddUserProperties(config);
        config.BootstrapServers = settings.Kafka.BootstrapServers;

        // The client wants a name, though it is never told to the broker.
        config.GroupId = settings.Kafka.GroupId;
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.EnablePartitionEof = true;

        // Whatever is gone when it should be read must be told, not jumped over.
        config.AutoOffsetReset = AutoOffsetReset.Error;
        config.AllowAutoCreateTopics = false;
        return config;
    }

    private void AddUserProperties(ClientConfig config)
    {
        foreach (var (name, value) in settings.Kafka.Properties)
        {
            config.Set(name, value);
        }

        foreach (var (name, path) in settings.Kafka.PropertyFiles)
        {
            config.Set(name, File.ReadAllText(path).TrimEnd('\r', '\n'));
        }
    }
}
