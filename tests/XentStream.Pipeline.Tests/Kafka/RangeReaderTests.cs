using Confluent.Kafka;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Tests.Committing;

namespace XentStream.Pipeline.Tests.Kafka;

public sealed class RangeReaderTests
{
    private static readonly TopicPartition Partition = new("predictions", 0);

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void TryReadNext_InASilence_AssignsAgainOnce(int answeredAssignment, bool isRead)
    {
        var assignments = 0;
        var consumer = FakeClient.Create<IConsumer<Ignore, byte[]>>(method =>
        {
            assignments += method == "Assign" ? 1 : 0;
            return method == "Consume" && assignments == answeredAssignment ? new ConsumeResult<Ignore, byte[]> { TopicPartitionOffset = new(Partition, 7), Message = new() } : null;
        });
        var reader = new RangeReader<Ignore, byte[]>(consumer, TimeSpan.FromSeconds(10));
        reader.Begin([new PartitionRange(Partition, 7, 8)]);

        if (isRead)
        {
            Assert.True(reader.TryReadNext(out var record, TestContext.Current.CancellationToken));
            Assert.Equal(7, record.Offset.Value);
        }
        else
        {
            Assert.Equal(ErrorCode.Local_TimedOut, Assert.Throws<KafkaException>(() => reader.TryReadNext(out _, TestContext.Current.CancellationToken)).Error.Code);
        }

        Assert.Equal(2, assignments);
    }
}
