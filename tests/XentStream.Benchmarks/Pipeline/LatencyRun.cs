using System.Diagnostics;
using System.Text.Json;
using Confluent.Kafka;
using XentStream.Benchmarks.Replay;
using XentStream.Pipeline.Configuration;

namespace XentStream.Benchmarks.Pipeline;

/// <summary>How long it takes from a record being sent until a reader of what is committed sees the delta that counts it.</summary>
internal sealed class LatencyRun
{
    private const int RecordBytes = 1024;
    private const int RecordsPerTick = 10;
    private const int Ticks = 1000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // By partition and offset.
    private readonly long[][] sentAt = [.. Enumerable.Range(0, ReplayTopic.Partitions).Select(_ => new long[RecordsPerTick * Ticks])];
    private readonly List<double> latencies = [];

    /// <summary>How many records are sent in a second.</summary>
    public static double Rate => RecordsPerTick / Tick.TotalSeconds;

    /// <summary>Runs.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="interval">The worker's commit interval.</param>
    /// <returns>The latencies in milliseconds, in order.</returns>
    public static async Task<IReadOnlyList<double>> RunAsync(string broker, TimeSpan interval)
    {
        var topic = $"latency-{Guid.NewGuid():N}";
        await ReplayTopic.CreateAsync(broker, topic);
        var settings = MeasuredWorker.SettingsFor(broker, topic) with { Commit = new CommitSettings { Interval = interval } };
        await ReplayTopic.CreateAsync(broker, settings.Topics.Results);
        var run = new LatencyRun();
        await using var worker = await MeasuredWorker.StartAsync(settings);
        var following = Task.Factory.StartNew(() => run.Follow(broker, settings.Topics.Results), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await run.FeedAsync(broker, topic);
        await following;

        // The worker joins its group while the first records wait.
        return [.. run.latencies.Skip(run.latencies.Count / 4).Order()];
    }

    private async Task FeedAsync(string broker, string topic)
    {
        var payload = ReplayTopic.PayloadOf(RecordBytes);
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = broker, LingerMs = 1, EnableIdempotence = true }).Build();
        using var timer = new PeriodicTimer(Tick);
        for (var number = 0; number < RecordsPerTick * Ticks; number++)
        {
            if (number % RecordsPerTick == 0)
            {
                await timer.WaitForNextTickAsync();
            }

            var (partition, offset) = (number % ReplayTopic.Partitions, number / ReplayTopic.Partitions);
            Volatile.Write(ref sentAt[partition][offset], Stopwatch.GetTimestamp());
            producer.Produce(new TopicPartition(topic, partition), new Message<Null, byte[]> { Value = payload });
        }

        producer.Flush(Patience);
    }

    private void Follow(string broker, string results)
    {
        var config = new ConsumerConfig { BootstrapServers = broker, GroupId = "follower", IsolationLevel = IsolationLevel.ReadCommitted, EnableAutoCommit = false, FetchWaitMaxMs = 10 };
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(config).Build();
        consumer.Assign(Enumerable.Range(0, ReplayTopic.Partitions).Select(partition => new TopicPartitionOffset(results, partition, Offset.Beginning)));
        var reached = new long[ReplayTopic.Partitions];
        while (latencies.Count < RecordsPerTick * Ticks)
        {
            var delta = consumer.Consume(Patience) ?? throw new TimeoutException($"{latencies.Count} records were committed, and then none for {Patience}.");
            using var json = JsonDocument.Parse(delta.Message.Value);
            var source = json.RootElement.GetProperty("sources")[0];
            var partition = source.GetProperty("partition").GetInt32();

            // A range has a delta for each window.
            for (; reached[partition] < source.GetProperty("to").GetInt64(); reached[partition]++)
            {
                latencies.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref sentAt[partition][reached[partition]])).TotalMilliseconds);
            }
        }
    }
}
