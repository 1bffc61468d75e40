using Confluent.Kafka;
using CsCheck;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Tests.Kafka;

public sealed class GroupGapsTests
{
    // Version 0; `a` with 0 and 258, `bc` with 1; no data.
    private static readonly byte[] Assignment =
    [
        0, 0, 0, 0, 0, 2,
        0, 1, (byte)'a', 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 2,
        0, 2, (byte)'b', (byte)'c', 0, 0, 0, 1, 0, 0, 0, 1,
        0, 0, 0, 0,
    ];

    [Fact]
    public void Assignment_OfTwoTopics_IsAllTheirPartitions() =>
        Assert.Equal([new TopicPartition("a", 0), new TopicPartition("a", 258), new TopicPartition("bc", 1)], GroupGaps.Read(Assignment));

    [Fact]
    public void Assignment_OfAMemberWithoutPartitions_IsEmpty()
    {
        Assert.Empty(GroupGaps.Read([]));
        Assert.Empty(GroupGaps.Read([0, 1, 0, 0, 0, 0]));
    }

    /// <summary>A member of another program may send anything: it never throws, and never loops for long.</summary>
    [Fact]
    public void Assignment_OfAnyBytes_IsRead() => Gen.Byte.Array[0, 40].Sample(bytes => Assert.True(GroupGaps.Read(bytes).Count <= bytes.Length));
}
