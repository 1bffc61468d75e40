using System.Text;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

public sealed class OversizedRecordTests(KafkaBroker broker)
{
    private const int Size = 200_000;

    [Theory]
    [InlineData(Delivery.ExactlyOnce)]
    [InlineData(Delivery.AtLeastOnce)]
    public async Task RejectedRecord_LargerThanTheQuarantineTakes_StandsThereAsAPointerAndTheRestGoesOn(Delivery delivery)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, $"oversized-{delivery}") with { Delivery = delivery };
        var records = await SendAsync(settings);

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

    private async Task<List<InputRecord>> SendAsync(WorkerSettings settings)
    {
        var input = settings.Topics.Input[0];
        await broker.CreateTopicAsync(input, 1, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, 1);
        await broker.CreateTopicAsync(settings.Topics.Quarantine, 1, ("max.message.bytes", "50000"), ("compression.type", "uncompressed"));
        var good = InputTopic.Make(input, 3, partitions: 1).Where(record => record.Planted is null).ToList();
        var noise = new byte[Size];
        new Random(1).NextBytes(noise);
        var large = new InputRecord(new TopicPartitionOffset(input, 0, 1), new Message<byte[], byte[]?> { Key = "large"u8.ToArray(), Value = noise, Headers = [] }, Planted: null);
        List<InputRecord> records = [good[0], large, good[1]];
        InputTopic.Send(broker.Address, records);
        return records;
    }

    private static string Text(Headers headers, string name) => Encoding.UTF8.GetString(headers.GetLastBytes(name));
}
