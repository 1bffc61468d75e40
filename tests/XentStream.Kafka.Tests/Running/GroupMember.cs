using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;

namespace XentStream.Kafka.Tests.Running;

/// <summary>A member of the worker's group under an instance id of its own, which reads nothing.</summary>
internal sealed class GroupMember : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // One whose instance id another has now does not always come back from its close: the client's main thread turns for ever. It is left then, as the worker leaves it.
    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(10);

    private readonly IConsumer<Ignore, Ignore> consumer;

    /// <summary>Joins.</summary>
    /// <param name="settings">The worker's.</param>
    /// <param name="instance">Its instance id.</param>
    /// <param name="whileGivingUp">Runs where partitions are taken from it, before it says that it gave them up.</param>
    public GroupMember(WorkerSettings settings, string instance, Action whileGivingUp)
    {
        var clients = new KafkaClients(settings with { Kafka = settings.Kafka with { InstanceId = instance } }, NullLogger<KafkaClients>.Instance);
        consumer = new ConsumerBuilder<Ignore, Ignore>(clients.Consumer(thread: 0))
            .SetPartitionsAssignedHandler((_, assigned) => assigned.Select(partition => new TopicPartitionOffset(partition, Offset.End)))
            .SetPartitionsRevokedHandler((_, _) => whileGivingUp())
            .SetErrorHandler((_, _) => { })
            .Build();
        consumer.Subscribe(settings.Topics.Input);
    }

    /// <summary>How many partitions it has.</summary>
    public int Partitions => consumer.Assignment.Count;

    /// <summary>Polls until something is so.</summary>
    public void PollUntil(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            try
            {
                consumer.Consume(millisecondsTimeout: 100);
            }
            catch (KafkaException)
            {
                // Of two with one instance id, the first is told that it is not wanted any more.
            }
        }
    }

    /// <summary>Leaves the group.</summary>
    public void Dispose()
    {
        var closing = new Thread(Close) { IsBackground = true };
        closing.Start();
        closing.Join(LongestClose);
    }

    private void Close()
    {
        try
        {
            consumer.Close();
        }
        catch (Exception ended) when (ended is KafkaException or ObjectDisposedException)
        {
            // Another has its instance id, or the test was over first.
        }

        consumer.Dispose();
    }
}
