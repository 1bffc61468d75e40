using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace XentStream.Faults.Reading;

/// <summary>Reads all that is committed in a topic.</summary>
internal static class CommittedTopic
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Reads to the end that the topic has now, and waits for transactions that a killed worker left open: what stands behind them is committed, and not yet to be seen.
    /// </summary>
    public static async Task ReadAsync(string broker, string topic, Action<ConsumeResult<byte[]?, byte[]?>> onRecord, CancellationToken stop)
    {
        var open = await FindEndsAsync(broker, topic);
        using var consumer = Build(broker);
        consumer.Assign(open.Keys.Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        while (open.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            var record = consumer.Consume(Patience) ?? throw new TimeoutException($"{topic} could not be read to its end; open: {string.Join(", ", open)}.");
            if (!record.IsPartitionEOF && !SaysNothing(record))
            {
                onRecord(record);
            }

            // Behind the last record there may be markers, which are not handed out.
            if (open.TryGetValue(record.Partition, out var end) && (record.IsPartitionEOF ? record.Offset : record.Offset + 1) >= end)
            {
                open.Remove(record.Partition);
            }
        }
    }

    /// <summary>Whether a record is only there to give its partition a part in a transaction.</summary>
    public static bool SaysNothing(ConsumeResult<byte[]?, byte[]?> record) => record.Message is { Value: null, Headers: { } headers } && headers.TryGetLastBytes("xent.nothing", out _);

    /// <summary>Builds a reader of what is committed.</summary>
    public static IConsumer<byte[]?, byte[]?> Build(string broker)
    {
        // The client wants the name of a group, though it is never told to the broker.
        var config = new ConsumerConfig
        {
            BootstrapServers = broker,
            GroupId = "verifier",
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnablePartitionEof = true,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
        };
        return new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetKeyDeserializer(Deserializers.ByteArray!)
            .SetValueDeserializer(Deserializers.ByteArray!)
            .SetErrorHandler((_, _) => { })
            .SetLogHandler((_, _) => { })
            .Build();
    }

    private static async Task<Dictionary<Partition, Offset>> FindEndsAsync(string broker, string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker }).Build();
        var partitions = admin.GetMetadata(topic, Patience).Topics[0].Partitions;
        var ends = await admin.ListOffsetsAsync(
            partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = new(topic, partition.PartitionId), OffsetSpec = OffsetSpec.Latest() }),
            new ListOffsetsOptions { IsolationLevel = IsolationLevel.ReadUncommitted, RequestTimeout = Patience });
        return ends.ResultInfos.Where(end => end.TopicPartitionOffsetError.Offset > 0).ToDictionary(end => end.TopicPartitionOffsetError.Partition, end => end.TopicPartitionOffsetError.Offset);
    }
}
