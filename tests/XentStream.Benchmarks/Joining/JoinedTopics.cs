using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using XentStream.Benchmarks.Pipeline;
using XentStream.Benchmarks.Replay;
using XentStream.Pipeline.Configuration;

namespace XentStream.Benchmarks.Joining;

/// <summary>Predictions of one row, one a millisecond, and a label for each, so late that so many others wait.</summary>
/// <param name="Broker">The broker.</param>
/// <param name="Classes">How many classes a row has.</param>
/// <param name="Waiting">How many predictions wait.</param>
internal sealed record JoinedTopics(string Broker, int Classes, int Waiting)
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private readonly string name = $"join-{Classes}-{Guid.NewGuid():N}";

    /// <summary>How many pairs there are: half as many again as wait.</summary>
    public int Pairs => Waiting + (Waiting / 2);

    /// <summary>Both topics.</summary>
    public string[] Names => [$"{name}.predictions", $"{name}.labels"];

    /// <summary>A worker of its own group that joins them.</summary>
    public WorkerSettings NextSettings()
    {
        var settings = MeasuredWorker.SettingsFor(Broker, Names[0]);
        return settings with
        {
            Topics = settings.Topics with { Labels = Names[1] },
            Join = new JoinSettings { Within = TimeSpan.FromMilliseconds(Waiting * 2), MemoryBytes = 1L << 33 },
        };
    }

    /// <summary>Makes both and fills them.</summary>
    public async Task FillAsync()
    {
        await ReplayTopic.CreateAsync(Broker, Names[0]);
        await ReplayTopic.CreateAsync(Broker, Names[1]);
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = Broker, LingerMs = 20, BatchSize = 1_000_000, QueueBufferingMaxKbytes = 262_144 }).Build();
        var payload = PayloadOf(Classes);
        for (var number = 0; number < Pairs; number++)
        {
            Send(producer, Names[0], number, TimeSpan.Zero, payload, "application/x-safetensors");
            Send(producer, Names[1], number, TimeSpan.FromMilliseconds(Waiting), Encoding.UTF8.GetBytes($$"""{"labels":[{{number % Classes}}]}"""), "application/json");
        }

        producer.Flush(CancellationToken.None);
    }

    /// <summary>An id as UUIDs are written.</summary>
    public static byte[] IdOf(int number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"0198f3c2-7d1e-7c3a-9d20-{number:x12}"));

    private static void Send(IProducer<byte[], byte[]> producer, string topic, int number, TimeSpan late, byte[] value, string contentType)
    {
        var message = new Message<byte[], byte[]>
        {
            Key = IdOf(number),
            Value = value,
            Timestamp = new Timestamp(Begin + TimeSpan.FromMilliseconds(number) + late),
            Headers = new Headers { { "content-type", Encoding.UTF8.GetBytes(contentType) } },
        };
        while (true)
        {
            try
            {
                producer.Produce(new TopicPartition(topic, number % ReplayTopic.Partitions), message);
                return;
            }
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    private static byte[] PayloadOf(int classes)
    {
        var random = new Random(1);
        var scores = Enumerable.Range(0, classes).Select(_ => (random.NextSingle() * 8) - 4).ToArray();
        var header = Encoding.UTF8.GetBytes(
            $$$"""{"__metadata__":{"model":"digits","version":"v1"},"logits":{"dtype":"F32","shape":[1,{{{classes}}}],"data_offsets":[0,{{{classes * sizeof(float)}}}]}}""");
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. MemoryMarshal.AsBytes(scores.AsSpan())];
    }
}
