using Confluent.Kafka;
using CsCheck;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Sampling;

namespace XentStream.Pipeline.Tests.Sampling;

public sealed class PartitionTailTests
{
    private static readonly TopicPartition Partition = new("predictions", 0);

    [Fact]
    public void Tail_OfAPartitionWithGaps_IsItsNewestRecords() => Gen.Select(Gen.Int[1, 20], Gen.Bool.Array[0, 400]).Sample((wanted, isRecord) =>
    {
        var offsets = Enumerable.Range(0, isRecord.Length).Where(offset => isRecord[offset]).ToList();

        var tail = Read(new PartitionTail(new PartitionRange(Partition, 0, isRecord.Length), wanted), offsets);

        Assert.Equal(offsets.TakeLast(wanted), OffsetsOf(tail));
    });

    [Fact]
    public void Tail_BehindAFarGap_IsTheOldestRecords()
    {
        var tail = Read(new PartitionTail(new PartitionRange(Partition, 100, 1_000_000), wanted: 3), [.. Enumerable.Range(100, 50)]);

        Assert.Equal([100, 101, 102], OffsetsOf(tail));
    }

    [Fact]
    public void Tail_ThatDropsItsOldest_HoldsTheRestAndReadsNoMore()
    {
        var tail = new PartitionTail(new PartitionRange(Partition, 0, 100), wanted: 2);
        tail.NextWindow();
        tail.Add(SampledBatch.Record(98, null), bytes: 7);
        tail.Add(SampledBatch.Record(99, null), bytes: 5);

        tail.DropOldest();
        tail.EndWindow();

        Assert.Equal((5L, 1, true), (tail.Bytes, tail.Count, tail.IsCut));
        Assert.Equal([99], OffsetsOf(tail));
        Assert.Null(tail.NextWindow());
    }

    // As a broker would: of each window the records that are there, in their order.
    private static PartitionTail Read(PartitionTail tail, List<int> offsets)
    {
        while (tail.NextWindow() is { } window)
        {
            foreach (var offset in offsets.Where(offset => offset >= window.From.Value && offset < window.To))
            {
                if (!tail.Add(SampledBatch.Record(offset, null), bytes: 1))
                {
                    break;
                }
            }

            tail.EndWindow();
            Assert.Equal(tail.Count, tail.Bytes);
        }

        return tail;
    }

    private static IEnumerable<int> OffsetsOf(PartitionTail tail) => tail.Records.Select(record => (int)record.Place.Offset!.Value);
}
