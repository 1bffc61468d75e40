using System.Globalization;
using System.Text;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

public sealed class OversizedRecordTests(KafkaBroker broker)
{
    private const int Size = 200_000;
    private const int Small = 18_000;

    // By the broker's limit, or by one that the client has been given.
    [Theory]
    [InlineData(Delivery.ExactlyOnce, 50_000, null)]
    [InlineData(Delivery.AtLeastOnce, 50_000, null)]
    [InlineData(Delivery.ExactlyOnce, 1_000_000, "100000")]
    [InlineData(Delivery.AtLeastOnce, 1_000_000, "100000")]
    public async Task RejectedRecord_LargerThanTheQuarantineTakes_StandsThereAsAPointerAndTheRestGoesOn(Delivery delivery, int brokerLimit, string? clientLimit)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, $"oversized-{delivery}-{brokerLimit}") with { Delivery = delivery };
        var properties = settings.Kafka.Properties;
        settings = settings with { Kafka = settings.Kafka with { Properties = clientLimit is null ? properties : properties.SetItem("message.max.bytes", clientLimit) } };
        var records = await SendAsync(settings, brokerLimit);

        using (var worker = WorkerProcess.Start(settings))
        {
            using var progress = new Progress(broker.Address, settings.Topics.Results);
            progress.Await(records.Count, stop);
            Assert.Equal(0, await worker.StopAsync(stop));
        }

        var kept = Assert.Single(TopicReader.ReadToEnd(broker.Address, settings.Topics.Quarantine, stop)).Message;
        Assert.Null(kept.Value);
        Assert.Equal("large", Encoding.UTF8.GetString(kept.Key!));
        Assert.Equal($"too large to keep: {Size} bytes; read it at its topic, partition and offset", Text(kept.Headers, "xent.error.pointer"));
        Assert.Equal("1", Text(kept.Headers, "xent.error.offset"));
        Assert.Equal("header-too-large", Text(kept.Headers, "xent.error.code"));
    }

    // The broker refuses the first while the others are still being handed over.
    [Fact]
    public async Task OversizedRecord_BeforeManyRejectedOnes_StandsThereAsAPointerInTheFirstLifeOfTheLane()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "oversized-first");
        var input = settings.Topics.Input[0];
        await broker.CreateTopicAsync(input, 1, ("retention.ms", "-1"), ("max.message.bytes", "8000000"));
        await broker.CreateTopicAsync(settings.Topics.Results, 1);
        await broker.CreateTopicAsync(settings.Topics.Quarantine, 1);
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = broker.Address, MessageMaxBytes = 8_000_000 }).Build();
        producer.Produce(input, new Message<Null, byte[]> { Value = Noise(1_200_000) });
        for (var small = 0; small < Small; small++)
        {
            producer.Produce(input, new Message<Null, byte[]> { Value = Noise(500) });
        }

        producer.Flush(stop);
        using var worker = WorkerProcess.Start(settings);
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(1 + Small, stop);
        Assert.Equal(0, await worker.StopAsync(stop));

        var kept = TopicReader.ReadToEnd(broker.Address, settings.Topics.Quarantine, stop);
        Assert.Equal((1, 1 + Small), (kept.Count(record => record.Message.Value is null), kept.Count));
        Assert.True(worker.Log.Split('\n').Count(line => line.Contains($"Evaluating {input}[0]", StringComparison.Ordinal)) == 1, worker.Log);
    }

    private async Task<List<InputRecord>> SendAsync(WorkerSettings settings, int brokerLimit)
    {
        var input = settings.Topics.Input[0];
        await broker.CreateTopicAsync(input, 1, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, 1);
        await broker.CreateTopicAsync(settings.Topics.Quarantine, 1, ("max.message.bytes", brokerLimit.ToString(CultureInfo.InvariantCulture)), ("compression.type", "uncompressed"));
        var good = InputTopic.Make(input, 3, partitions: 1).Where(record => record.Planted is null).ToList();
        var large = new InputRecord(new TopicPartitionOffset(input, 0, 1), new Message<byte[], byte[]?> { Key = "large"u8.ToArray(), Value = Noise(Size), Headers = [] }, Planted: null);
        List<InputRecord> records = [good[0], large, good[1]];
        InputTopic.Send(broker.Address, records);
        return records;
    }

    private static byte[] Noise(int size)
    {
        var noise = new byte[size];
        new Random(size).NextBytes(noise);
        return noise;
    }

    private static string Text(Headers headers, string name) => Encoding.UTF8.GetString(headers.GetLastBytes(name));
}
