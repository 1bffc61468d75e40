using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Hosting;

/// <summary>Looks for partitions that nobody in the group has, and has the group share them out again.</summary>
/// <remarks>
/// A worker with an instance id that dies, or builds new clients, after it gave partitions up and before it joined again to say so, comes back to what it had left, and without a
/// rebalance: that is what the id is for. What it gave up then belongs to nobody, and stays so. The group is woken by a member that joins and leaves. One worker sees to it,
/// that of the first instance id; and only where the same partition was free twice in succession.
/// </remarks>
internal sealed class GroupWatch(WorkerSettings settings, KafkaClients clients, TimeProvider time, ILogger<GroupWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestVisit = TimeSpan.FromSeconds(30);

    // The eager protocol, which joined topics need, gives all partitions in one step: nothing can be free in between.
    private bool IsNeeded => settings.Kafka.InstanceId is not null && settings.Join is null;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (!IsNeeded)
        {
            return;
        }

        var admin = clients.BuildAdmin(_ => { });
        using var timer = new PeriodicTimer(Interval, time);
        IReadOnlySet<TopicPartition> before = new HashSet<TopicPartition>();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (Find(admin) is not { } free)
                {
                    // Secrets are read when a client is built.
                    admin.Dispose();
                    admin = clients.BuildAdmin(_ => { });
                    continue;
                }

                if (free.Overlaps(before))
                {
                    WorkerLog.PartitionsUnowned(logger, settings.Kafka.GroupId, string.Join(", ", free.Order()));
                    Visit(stoppingToken);
                }

                before = free;
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        finally
        {
            admin.Dispose();
        }
    }

    private IReadOnlySet<TopicPartition>? Find(IAdminClient admin)
    {
        try
        {
            var (free, first) = GroupGaps.Find(admin, settings.Kafka.GroupId, settings.Topics.Input, Patience);
            return Enumerable.Range(0, settings.Consumers).Any(thread => clients.InstanceId(thread) == first) ? free : new HashSet<TopicPartition>();
        }
        catch (KafkaException)
        {
            // That the broker does not answer is told elsewhere.
            return null;
        }
    }

    // Joins without an instance id, reads nothing, and leaves.
    private void Visit(CancellationToken stop)
    {
        var hasJoined = false;
        var config = clients.Consumer(thread: 0);
        config.GroupInstanceId = null;
        using var visitor = new ConsumerBuilder<Ignore, Ignore>(config)
            .SetPartitionsAssignedHandler((_, assigned) =>
            {
                hasJoined = true;
                return assigned.Select(partition => new TopicPartitionOffset(partition, Offset.End));
            })
            .SetErrorHandler((_, _) => { })
            .SetLogHandler((_, message) => clients.Log(message))
            .Build();
        visitor.Subscribe(settings.Topics.Input);
        var start = time.GetTimestamp();
        while (!hasJoined && !stop.IsCancellationRequested && time.GetElapsedTime(start) < LongestVisit)
        {
            try
            {
                visitor.Consume(millisecondsTimeout: 100);
            }
            catch (ConsumeException)
            {
                // It is no reason to stay away: the group decides when it is joined.
            }
        }

        try
        {
            visitor.Close();
        }
        catch (KafkaException)
        {
            // The group will notice by itself, when the session ends.
        }
    }
}
