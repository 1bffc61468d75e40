using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Benchmarks.Replay;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Benchmarks.Joining;

/// <summary>How long a worker takes that takes all partitions over at their ends: from the topics, and from a disk.</summary>
/// <param name="Rebuild">From the topics, of a worker without a disk.</param>
/// <param name="Write">Writing all states to the disk.</param>
/// <param name="Read">Taking over from it.</param>
/// <param name="Bytes">How large they are there.</param>
internal sealed record TakeOverRun(TimeSpan Rebuild, TimeSpan Write, TimeSpan Read, long Bytes)
{
    /// <summary>Runs on a thread of its own, as the worker does.</summary>
    public static Task<TakeOverRun> RunAsync(JoinedTopics topics) =>
        Task.Factory.StartNew(() => Run(topics), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The best of both.</summary>
    public TakeOverRun Best(TakeOverRun other) => new(Least(Rebuild, other.Rebuild), Least(Write, other.Write), Least(Read, other.Read), Bytes);

    private static TakeOverRun Run(JoinedTopics topics)
    {
        var disk = Directory.CreateTempSubdirectory("xentstream-take-over-");
        var ends = EndsOf(topics);
        var rebuilt = MeasureWithoutDisk(topics, ends);
        var settings = topics.NextSettings();
        settings = settings with { Join = settings.Join! with { StatePath = disk.FullName } };
        var rebuild = RebuildOf(settings);
        var first = TakeOver(rebuild, settings, ends);
        var (areStored, written) = Measure(() => first.All.All(partition => rebuild.Store!.TryWrite(partition.Identity!, partition.Committed, partition.Join) is null));
        Demand(areStored);
        var bytes = disk.GetFiles().Sum(file => file.Length);
        var (second, read) = Measure(() => TakeOver(rebuild, settings, ends));
        Demand(second.All.All(partition => partition.StoredAt == partition.Begin && first.Find(partition.Predictions.Number)!.Join.Kept == partition.Join.Kept));
        disk.Delete(recursive: true);
        return new TakeOverRun(rebuilt, written, read, bytes);
    }

    private static TimeSpan MeasureWithoutDisk(JoinedTopics topics, List<TopicPartitionOffset> ends)
    {
        var settings = topics.NextSettings();
        var rebuild = RebuildOf(settings);
        return Measure(() => TakeOver(rebuild, settings, ends)).Time;
    }

    private static JoinRebuild RebuildOf(WorkerSettings settings) => new(settings, new KafkaClients(settings, NullLogger<KafkaClients>.Instance), TimeProvider.System);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static JoinedPartitions TakeOver(JoinRebuild rebuild, WorkerSettings settings, IReadOnlyList<TopicPartitionOffset> ends)
    {
        var joined = new JoinedPartitions(settings, new PendingBatch(settings, TimeProvider.System));
        joined.Begin(ends);
        rebuild.Run(joined.Unbuilt, new IncidentBook(settings, TimeProvider.System), () => true, _ => { });
        Demand(joined.Unbuilt.Count == 0);
        return joined;
    }

    private static List<TopicPartitionOffset> EndsOf(JoinedTopics topics)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = topics.Broker, GroupId = "ends" }).Build();
        return
        [
            .. from topic in topics.Names
               from number in Enumerable.Range(0, ReplayTopic.Partitions)
               let partition = new TopicPartition(topic, number)
               select new TopicPartitionOffset(partition, consumer.QueryWatermarkOffsets(partition, TimeSpan.FromSeconds(10)).High),
        ];
    }

    private static (T Result, TimeSpan Time) Measure<T>(Func<T> run)
    {
        var start = Stopwatch.GetTimestamp();
        return (run(), Stopwatch.GetElapsedTime(start));
    }

    private static void Demand(bool isSo)
    {
        if (!isSo)
        {
            throw new InvalidOperationException("A take-over did not come to what it should.");
        }
    }
}
