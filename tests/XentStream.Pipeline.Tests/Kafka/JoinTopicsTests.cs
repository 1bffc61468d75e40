using Confluent.Kafka;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Tests.Committing;

namespace XentStream.Pipeline.Tests.Kafka;

public sealed class JoinTopicsTests
{
    [Theory]
    [InlineData(4, 3, "labels", 4)]
    [InlineData(3, 4, "predictions", 4)]
    public void Topics_OfDifferentPartitions_AreToldWithBothNumbersAndTheCommand(int predictions, int labels, string fewer, int more)
    {
        var obstacle = JoinTopics.FindUnequal("predictions", "labels", new Dictionary<string, int> { ["predictions"] = predictions, ["labels"] = labels });

        Assert.Contains($"`predictions` has {predictions} partitions and the topic of its labels `labels` has {labels}", obstacle, StringComparison.Ordinal);
        Assert.Contains($"--alter --topic {fewer} --partitions {more}", obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_OfEqualPartitions_AreFine() =>
        Assert.Null(JoinTopics.FindUnequal("predictions", "labels", new Dictionary<string, int> { ["predictions"] = 4, ["labels"] = 4 }));

    // Who may not ask works all the same.
    [Fact]
    public async Task Topics_OfABrokerThatDoesNotTell_AreFine()
    {
        var silent = FakeClient.Create<IAdminClient>(_ => throw new KafkaException(ErrorCode.TopicAuthorizationFailed));

        var described = await DescribedTopics.AskAsync(silent, ["predictions", "labels"]);
        Assert.NotNull(described.Untold);
        Assert.Null(JoinTopics.FindCompacted(described));
        Assert.Null(TopicClocks.FindUnguarded(described, "labels", TimeSpan.Zero));
    }
}
