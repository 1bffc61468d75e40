using Confluent.Kafka;

namespace XentStream.Kafka.Tests.Broker;

/// <summary>Reads what is committed in a topic, from its beginning.</summary>
internal sealed class TopicReader : IDisposable
{
    // What hangs must fail, and not the suite with it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly IConsumer<byte[]?, byte[]?> consumer;
    private readonly string topic;
    private readonly int partitions;

    public TopicReader(string broker, string topic)
    {
        this.topic = topic;
        var config = new ConsumerConfig { BootstrapServers = broker, GroupId = "reader", EnableAutoCommit = false, IsolationLevel = IsolationLevel.ReadCommitted, EnablePartitionEof = true };
        consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).SetKeyDeserializer(Deserializers.ByteArray!).SetValueDeserializer(Deserializers.ByteArray!).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        partitions = CountPartitions(admin, topic);
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
    }

    // A broker may not know a topic yet that was made just now; without partitions one would wait for ever.
    private static int CountPartitions(IAdminClient admin, string topic)
    {
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20);)
        {
            if (admin.GetMetadata(topic, TimeSpan.FromSeconds(20)).Topics[0].Partitions.Count is > 0 and var count)
            {
                return count;
            }
        }

        throw new InvalidOperationException($"There is no topic {topic}.");
    }

    /// <summary>The next record; waits for it.</summary>
    public ConsumeResult<byte[]?, byte[]?> Next(CancellationToken stop)
    {
        while (true)
        {
            var record = Consume(stop);
            if (!record.IsPartitionEOF)
            {
                return record;
            }
        }
    }

    /// <summary>All records up to the present end of the topic; waits for the end of transactions that are open in it.</summary>
    public static List<ConsumeResult<byte[]?, byte[]?>> ReadToEnd(string broker, string topic, CancellationToken stop)
    {
        using var reader = new TopicReader(broker, topic);
        var records = new List<ConsumeResult<byte[]?, byte[]?>>();
        for (var ended = new HashSet<Partition>(); ended.Count < reader.partitions;)
        {
            var record = reader.Consume(stop);
            if (!record.IsPartitionEOF)
            {
                records.Add(record);
            }
            else if (record.Offset >= reader.consumer.GetWatermarkOffsets(record.TopicPartition).High)
            {
                ended.Add(record.Partition);
            }
        }

        return records;
    }

    public void Dispose() => consumer.Dispose();

    private ConsumeResult<byte[]?, byte[]?> Consume(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        either.CancelAfter(Patience);
        try
        {
            return consumer.Consume(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing came from {topic} in {Patience}.");
        }
    }
}
