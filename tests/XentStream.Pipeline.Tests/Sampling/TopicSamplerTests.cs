using Confluent.Kafka;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Sampling;

namespace XentStream.Pipeline.Tests.Sampling;

public sealed class TopicSamplerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The embedded broker makes topics of four partitions.
    private const int Partitions = 4;

    [Fact]
    public async Task Sample_OfUnevenPartitions_IsTheNewestRecordsOfAll()
    {
        using var broker = EmbeddedBroker.Start("predictions");
        await SendAsync(broker, 2, 30, 0, 50);

        var sample = new TopicSampler(Settings.For(broker.Address), Patience).Read(["predictions"], records: 22);

        Assert.Equal((null, Partitions, false), (sample.Refusal, sample.Partitions, sample.IsCut));
        Assert.Equal(
            [.. Places(0, 0, 2), .. Places(1, 20, 30), .. Places(3, 40, 50)],
            sample.Records.Select(record => record.Place));
        Assert.All(sample.Records, record => Assert.Equal(("trace", (byte)record.Place.Offset!.Value), (record.Headers[0].Name, record.ReadValue()![0])));
    }

    [Fact]
    public void Sample_OfAnEmptyTopic_IsEmpty()
    {
        using var broker = EmbeddedBroker.Start("predictions");

        var sample = new TopicSampler(Settings.For(broker.Address), Patience).Read(["predictions"], records: 10);

        Assert.Equal((null, 0), (sample.Refusal, sample.Records.Length));
    }

    [Fact]
    public void Sample_OfABrokerThatIsNot_IsRefusedWithTheReason()
    {
        var sample = new TopicSampler(Settings.For("localhost:1"), TimeSpan.FromMilliseconds(300)).Read(["predictions"], records: 10);

        Assert.StartsWith("The broker localhost:1 did not answer within 0.3 s: ", sample.Refusal, StringComparison.Ordinal);
        Assert.False(sample.IsMisconfigured);
    }

    private static IEnumerable<SamplePlace> Places(int partition, int from, int to) => Enumerable.Range(from, to - from).Select(offset => new SamplePlace("predictions", partition, offset));

    private static async Task SendAsync(EmbeddedBroker broker, params int[] counts)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = broker.Address }).Build();
        foreach (var (partition, count) in counts.Index())
        {
            for (var number = 0; number < count; number++)
            {
                var message = new Message<Null, byte[]> { Value = [(byte)number], Headers = [new Header("trace", [1])] };
                await producer.ProduceAsync(new TopicPartition("predictions", partition), message, TestContext.Current.CancellationToken);
            }
        }
    }
}
