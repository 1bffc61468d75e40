using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Consuming;

public sealed class MissingTopicsTests
{
    private static readonly PartitionId First = new("predictions", 0);
    private static readonly PartitionId Second = new("predictions", 1);

    private readonly MissingTopics missing = new();

    public MissingTopicsTests() => missing.Took([First, Second, new PartitionId("others", 0)]);

    [Fact]
    public void Topic_ThatIsMissing_TakesItsOwnPartitionsAlong()
    {
        Assert.Equal([First, Second], missing.Miss("predictions"));
        Assert.Equal([First, Second], missing.All);
        Assert.Empty(missing.Miss("unknown"));
    }

    [Fact]
    public void Partition_ThatComesAgain_IsNotMissing()
    {
        missing.Miss("predictions");

        missing.Took([Second]);

        Assert.Equal([First], missing.All);
    }

    [Fact]
    public void Topic_ThatIsThereAgainElsewhere_IsNoLongerTold()
    {
        missing.Miss("predictions");

        Assert.Equal([First, Second], missing.Find("predictions"));
        Assert.Empty(missing.All);
        Assert.Empty(missing.Miss("predictions"));
    }
}
