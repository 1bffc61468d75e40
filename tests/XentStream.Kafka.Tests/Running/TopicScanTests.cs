using System.Text;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Pipeline.Kafka;

namespace XentStream.Kafka.Tests.Running;

public sealed class TopicScanTests(KafkaBroker broker)
{
    private const string Topic = "scanned";

    [Fact]
    public async Task Scan_WhileATransactionIsOpen_DoesNotEndBeforeWhatIsCommittedBehindIt()
    {
        broker.Require();
        await broker.CreateTopicAsync(Topic, 1);
        using var killed = Begin("killed", "never committed");
        using var other = Begin("other", "committed");
        other.CommitTransaction();

        // It must not take the open transaction for the end of the topic; without an end to it, it may only give up.
        Assert.Throws<KafkaException>(() => Scan(TimeSpan.FromSeconds(2)));
        killed.AbortTransaction();

        Assert.Equal(["committed"], Scan(TimeSpan.FromSeconds(20)));
    }

    private IProducer<byte[]?, string> Begin(string id, string value)
    {
        var producer = new ProducerBuilder<byte[]?, string>(new ProducerConfig { BootstrapServers = broker.Address, TransactionalId = id }).SetKeySerializer(Serializers.ByteArray!).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        producer.BeginTransaction();
        producer.Produce(Topic, new Message<byte[]?, string> { Value = value });
        producer.Flush(TestContext.Current.CancellationToken);
        return producer;
    }

    private List<string> Scan(TimeSpan patience)
    {
        var config = new ConsumerConfig { BootstrapServers = broker.Address, GroupId = "scan", EnableAutoCommit = false, IsolationLevel = IsolationLevel.ReadCommitted, EnablePartitionEof = true };
        var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).SetKeyDeserializer(Deserializers.ByteArray!).SetValueDeserializer(Deserializers.ByteArray!).Build();
        using var scan = new TopicScan(consumer, Topic, patience);
        var values = new List<string>();
        while (scan.TryReadNext(out var record))
        {
            values.Add(Encoding.UTF8.GetString(record.Value!));
        }

        return values;
    }
}
