using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Kafka;

namespace XentStream.Benchmarks.Pipeline;

/// <summary>What the worker is measured against: a loop that takes every record and does nothing with it, one consumer on one thread, with the worker's settings of fetching.</summary>
internal static class BareConsumer
{
    /// <summary>Values as arrays and all fields of a record, as one writes it first.</summary>
    public static Task<Pass> RunAsync(string broker, string topic, long records) => RunAsync(broker, [topic], records, Deserializers.ByteArray, fields: "all");

    /// <summary>The same of several topics.</summary>
    public static Task<Pass> RunAsync(string broker, string[] topics, long records) => RunAsync(broker, topics, records, Deserializers.ByteArray, fields: "all");

    /// <summary>Values passed over, and the fields that the worker asks for: what the client itself allocates for a record.</summary>
    public static Task<Pass> RunWithoutValuesAsync(string broker, string topic, long records) => RunAsync(broker, [topic], records, Deserializers.Ignore, fields: null);

    private static Task<Pass> RunAsync<T>(string broker, string[] topics, long records, IDeserializer<T> values, string? fields) =>
        Task.Factory.StartNew(() => Read(broker, topics, records, values, fields), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Pass Read<T>(string broker, string[] topics, long records, IDeserializer<T> values, string? fields)
    {
        // The worker's own, so that nothing differs but what is made of a record.
        var config = new KafkaClients(MeasuredWorker.SettingsFor(broker, topics[0]), NullLogger<KafkaClients>.Instance).Consumer(thread: 0);
        if (fields is not null)
        {
            config.ConsumeResultFields = fields;
        }

        using var consumer = new ConsumerBuilder<Ignore, T>(config).SetValueDeserializer(values).Build();
        consumer.Assign(topics.SelectMany(topic => Enumerable.Range(0, Replay.ReplayTopic.Partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning))));
        var timer = new PassTimer();
        for (var read = 0L; read < records; read++)
        {
            consumer.Consume();
            timer.Begin();
        }

        return timer.Measure(records);
    }
}
