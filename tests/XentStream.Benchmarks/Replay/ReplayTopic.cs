using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace XentStream.Benchmarks.Replay;

/// <summary>A topic full of equal batches of ten classes.</summary>
internal static class ReplayTopic
{
    public const int Partitions = 4;

    private const int Classes = 10;
    private const int RowBytes = (Classes * sizeof(float)) + sizeof(long);

    /// <summary>Makes the topic and fills it.</summary>
    /// <returns>How many records it holds.</returns>
    public static async Task<long> FillAsync(string broker, string topic, int recordBytes, long bytes)
    {
        await CreateAsync(broker, topic);
        var payload = PayloadOf(recordBytes);
        var count = bytes / payload.Length;
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = broker, LingerMs = 20, BatchSize = 1_000_000, QueueBufferingMaxKbytes = 262_144 }).Build();
        for (var number = 0L; number < count; number++)
        {
            Send(producer, new TopicPartition(topic, (int)(number % Partitions)), payload);
        }

        producer.Flush(CancellationToken.None);
        return count;
    }

    /// <summary>Makes a topic.</summary>
    public static async Task CreateAsync(string broker, string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = Partitions, Configs = new() { ["max.message.bytes"] = "2000000", ["retention.ms"] = "-1" } }]);
    }

    /// <summary>A batch of about so many bytes.</summary>
    public static byte[] PayloadOf(int recordBytes) => Payload(recordBytes / RowBytes);

    private static void Send(IProducer<Null, byte[]> producer, TopicPartition partition, byte[] payload)
    {
        while (true)
        {
            try
            {
                producer.Produce(partition, new Message<Null, byte[]> { Value = payload });
                return;
            }
            catch (ProduceException<Null, byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    private static byte[] Payload(int rows)
    {
        var (scores, labels) = (rows * Classes * sizeof(float), rows * sizeof(long));
        var header = Encoding.UTF8.GetBytes(
            $$$"""{"__metadata__":{"model":"digits","version":"v1"},"logits":{"dtype":"F32","shape":[{{{rows}}},{{{Classes}}}],"data_offsets":[0,{{{scores}}}]},"labels":{"dtype":"I64","shape":[{{{rows}}}],"data_offsets":[{{{scores}}},{{{scores + labels}}}]}}""");
        var payload = new byte[sizeof(long) + header.Length + scores + labels];
        BinaryPrimitives.WriteInt64LittleEndian(payload, header.Length);
        header.CopyTo(payload, sizeof(long));
        var random = new Random(1);
        var data = payload.AsSpan(sizeof(long) + header.Length);
        for (var value = 0; value < rows * Classes; value++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data[(value * sizeof(float))..], (random.NextSingle() * 8) - 4);
        }

        for (var row = 0; row < rows; row++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(data[(scores + (row * sizeof(long)))..], random.Next(Classes));
        }

        return payload;
    }
}
