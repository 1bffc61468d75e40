using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Benchmarks.Pipeline;
using XentStream.Pipeline.Kafka;

namespace XentStream.Benchmarks.Replay;

/// <summary>What a replay is measured against: consumers that read all partitions in parallel and do nothing with them, with the same settings of fetching.</summary>
internal static class BareLoop
{
    /// <summary>Reads a topic from begin to end, connecting included.</summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> RunAsync(string broker, string topic, long records, int threads)
    {
        var start = Stopwatch.GetTimestamp();
        var reading = Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () => Read(broker, [.. Enumerable.Range(0, ReplayTopic.Partitions).Where(partition => partition % threads == thread).Select(partition => new TopicPartition(topic, partition))]),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        var ended = await Task.WhenAll(reading);
        var read = ended.Sum(thread => thread.Records);
        return read == records ? Stopwatch.GetElapsedTime(start, ended.Max(thread => thread.At)) : throw new InvalidOperationException($"{read} of {records} records were read.");
    }

    // Closing a client can take a second, in which nothing is read.
    private static (long Records, long At) Read(string broker, List<TopicPartition> partitions)
    {
        // The replay's own, so that nothing differs but what is made of a record.
        var config = new KafkaClients(MeasuredWorker.SettingsFor(broker, partitions[0].Topic), NullLogger<KafkaClients>.Instance).RangeReader();
        config.ConsumeResultFields = "all";
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(config).Build();
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var (records, ended) = (0L, 0);
        while (ended < partitions.Count)
        {
            var result = consumer.Consume();
            (records, ended) = result.IsPartitionEOF ? (records, ended + 1) : (records + 1, ended);
        }

        return (records, Stopwatch.GetTimestamp());
    }
}
