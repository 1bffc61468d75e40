using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Pipeline.Kafka;

namespace XentStream.Kafka.Tests.Running;

public sealed class TopicBoundsTests(KafkaBroker broker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Topics = ["never-open", "opened"];

    [Fact]
    public async Task FindEnds_OfWhatIsCommitted_StaysBeforeAnOpenTransactionUntilItIsOver()
    {
        broker.Require();
        foreach (var topic in Topics)
        {
            await broker.CreateTopicAsync(topic, 2);
        }

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build();
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = broker.Address, TransactionalId = "opens" }).Build();
        producer.InitTransactions(Patience);
        producer.BeginTransaction();
        var open = new TopicPartition(Topics[1], 1);
        await producer.ProduceAsync(open, new Message<Null, string> { Value = "one" }, TestContext.Current.CancellationToken);

        var (all, committed) = (Ends(IsolationLevel.ReadUncommitted), Ends(IsolationLevel.ReadCommitted));
        Assert.Equal(4, all.Count);
        Assert.Equal((1, 0), (all[open], committed[open]));
        Assert.All(all.Where(end => end.Key != open), end => Assert.Equal((0, 0), (end.Value, committed[end.Key])));

        // An abort is answered before its markers are written.
        producer.AbortTransaction(Patience);
        Assert.True(SpinWait.SpinUntil(() => Ends(IsolationLevel.ReadCommitted)[open] > 0, Patience));

        Dictionary<TopicPartition, long> Ends(IsolationLevel isolation) => TopicBounds.FindEnds(admin, Topics.SelectMany(topic => TopicBounds.PartitionsOf(admin, topic, Patience)), isolation, Patience);
    }
}
