using System.Text;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Consuming;

public sealed class CountedEndsTests
{
    private static readonly PartitionId Partition = new("predictions", 0);

    private readonly CountedEnds ends = new();

    [Fact]
    public void Ends_OfATopicThatWasMadeAnew_AreThoseOfItsOwnDeltas()
    {
        Add(100, "old");
        Assert.Equal((100L, null), (ends.Of(Partition, "old"), ends.Of(Partition, "new")));

        Add(30, "new");
        Add(20, "new");
        Assert.Equal(30, ends.Of(Partition, "new"));
    }

    // Of a broker without ids, and of deltas from before they named any, nothing better is known.
    [Fact]
    public void Ends_WhereNoIdIsKnown_AreTheFurthest()
    {
        Add(100, id: null);
        Add(70, id: null);
        Assert.Equal((100L, 100L), (ends.Of(Partition, "new"), ends.Of(Partition, topicId: null)));

        Add(110, "new");
        Assert.Equal((110L, 110L), (ends.Of(Partition, "new"), ends.Of(Partition, topicId: null)));
    }

    [Fact]
    public void Ends_OfDeltasBeforeTheyNamedAnId_SayNothingBesideThoseThatDo()
    {
        Add(100, id: null);
        Add(110, "old");

        Assert.Null(ends.Of(Partition, "new"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no delta")]
    [InlineData("""{"model": "digits"}""")]
    [InlineData("""{"sources": [{"topic": "predictions", "partition": 0, "to": "far"}]}""")]
    public void Record_ThatIsNoDelta_SaysNothing(string? value)
    {
        ends.Add(value is null ? null : Encoding.UTF8.GetBytes(value));

        Assert.Equal((null, false), (ends.Of(Partition, topicId: null), ends.HasTopic("predictions")));
    }

    [Fact]
    public void Topic_OfWhichAPartitionWasCounted_IsKnown()
    {
        Add(100, "old");

        Assert.Equal((true, false, null), (ends.HasTopic("predictions"), ends.HasTopic("labels"), ends.Of(new PartitionId("predictions", 1), "old")));
    }

    private void Add(long to, string? id) =>
        ends.Add(Encoding.UTF8.GetBytes($$"""{"sources": [{"topic": "predictions", "partition": 0, "from": 0, "to": {{to}}{{(id is null ? "" : $", \"topic_id\": \"{id}\"")}}}]}"""));
}
