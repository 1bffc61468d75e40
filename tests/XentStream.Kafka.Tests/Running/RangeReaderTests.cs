using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Pipeline.Kafka;

namespace XentStream.Kafka.Tests.Running;

public sealed class RangeReaderTests(KafkaBroker broker)
{
    private const int Partitions = 4;
    private const int Rounds = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Ranges_OfOneConsumer_AreReadAgainAndAgainWhereverReadingEnded()
    {
        broker.Require();
        const string Topic = "ranges";
        const int PerPartition = 200;
        await broker.CreateTopicAsync(Topic, Partitions);
        using (var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = broker.Address }).Build())
        {
            for (var number = 0; number < PerPartition * Partitions; number++)
            {
                producer.Produce(new TopicPartition(Topic, number % Partitions), new Message<Null, byte[]> { Value = new byte[100] });
            }

            producer.Flush(TestContext.Current.CancellationToken);
        }

        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { BootstrapServers = broker.Address, GroupId = Topic, EnableAutoCommit = false, EnableAutoOffsetStore = false, EnablePartitionEof = true, FetchWaitMaxMs = 10 }).Build();
        var reader = new RangeReader<Ignore, byte[]>(consumer, Patience);
        for (var round = 0; round < Rounds; round++)
        {
            // Some partitions end early, some wait for others, and where a round ends is another place each time.
            var (from, wanted) = (round % PerPartition, 1 + (round % 7));
            List<PartitionRange> ranges = [.. Enumerable.Range(0, Partitions).Select(partition => new PartitionRange(new TopicPartition(Topic, partition), from, PerPartition))];
            reader.Begin(ranges);
            reader.TryWait(ahead: ranges[1].Partition, behind: ranges[0].Partition);
            var read = ranges.ToDictionary(range => range.Partition, _ => 0);
            while (reader.TryReadNext(out var record, TestContext.Current.CancellationToken))
            {
                Assert.Equal(from + read[record.TopicPartition]++, record.Offset.Value);
                if (read[record.TopicPartition] == wanted)
                {
                    reader.Close(record.TopicPartition);
                }
            }

            Assert.All(read.Values, count => Assert.Equal(Math.Min(wanted, PerPartition - from), count));
        }
    }
}
