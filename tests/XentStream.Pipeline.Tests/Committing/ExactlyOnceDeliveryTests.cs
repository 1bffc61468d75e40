using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Recording;

namespace XentStream.Pipeline.Tests.Committing;

public sealed class ExactlyOnceDeliveryTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly PendingBatch pending = new(Settings.For(), TimeProvider.System);
    private readonly ManualResetEventSlim comesBack = new();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TransactionalId id = new("group-0", "life");
    private bool isFirst = true;
    private string hangsIn = "";

    public ExactlyOnceDeliveryTests() => pending.Add(new Consumed().Record(0, Payloads.TwoRows()));

    public void Dispose()
    {
        comesBack.Dispose();
        services.Dispose();
    }

    [Theory]
    [InlineData("SendOffsetsToTransaction", false, CommitOutcome.Restart)]
    [InlineData("SendOffsetsToTransaction", true, CommitOutcome.Committed)]
    [InlineData("CommitTransaction", false, CommitOutcome.Restart)]
    [InlineData("CommitTransaction", true, CommitOutcome.Committed)]
    public async Task Commit_WhoseClientHangsInACall_IsSettledByANewProducer(string call, bool isCommitted, object outcome)
    {
        hangsIn = call;
        var topics = Settings.For().Topics;
        using var broker = EmbeddedBroker.Start("predictions", topics.Results, topics.Quarantine, topics.Incidents);
        using var consumer = BuildConsumer(broker.Address);
        if (isCommitted)
        {
            consumer.Commit(pending.Ends);
        }

        var delivery = new ExactlyOnceDelivery(new(BuildProducer) { LongestCall = TimeSpan.FromMilliseconds(50) }, id, consumer, new OutgoingRecords(Settings.For()), Events());

        Assert.Equal(outcome, delivery.Commit(pending, TestContext.Current.CancellationToken));

        // What was committed goes on under the same id; what was not is settled under it, by whoever opens next, and then never uses it again.
        Assert.Equal(!isCommitted, id.IsSpent);
        delivery.Dispose();
        Assert.False(closed.Task.IsCompleted);
        comesBack.Set();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    // Nothing of it was committed: the next epoch aborts what is open.
    [Fact]
    public async Task Commit_WhoseAbortHangs_IsMadeByANewProducerUnderAnotherId()
    {
        hangsIn = "AbortTransaction";
        using var broker = EmbeddedBroker.Start("predictions");
        using var consumer = BuildConsumer(broker.Address);
        using var delivery = new ExactlyOnceDelivery(new(BuildProducer) { LongestCall = TimeSpan.FromMilliseconds(50) }, id, consumer, new OutgoingRecords(Settings.For()), Events());

        Assert.Equal(CommitOutcome.Committed, delivery.Commit(pending, TestContext.Current.CancellationToken));

        Assert.Equal("group-0.life.1", id.Value);
        comesBack.Set();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    // Another has got its epoch after the abort, has read the same offsets and committed: only who reads them again knows.
    [Fact]
    public void Commit_ThatWasAbortedUnderAnIdThatStays_IsNotMadeAgain()
    {
        id.Stays = true;
        using var broker = EmbeddedBroker.Start("predictions");
        using var consumer = BuildConsumer(broker.Address);
        List<string> calls = [];
        using var delivery = new ExactlyOnceDelivery(new(Build), id, consumer, new OutgoingRecords(Settings.For()), Events());

        Assert.Equal(CommitOutcome.Restart, delivery.Commit(pending, TestContext.Current.CancellationToken));
        Assert.Equal(["BeginTransaction", "Produce", "SendOffsetsToTransaction", "AbortTransaction"], calls);

        IProducer<byte[]?, byte[]?> Build() => FakeClient.Create<IProducer<byte[]?, byte[]?>>(method =>
        {
            Note(calls, method);
            return method == "SendOffsetsToTransaction" ? throw new KafkaTxnRequiresAbortException(new Error(ErrorCode.Local_TimedOut)) : null;
        });
    }

    // The client takes no more, and yet would commit what it has.
    [Fact]
    public void Commit_OfWhichTheClientTookOnlyAPart_IsAborted()
    {
        using var broker = EmbeddedBroker.Start("predictions");
        using var consumer = BuildConsumer(broker.Address);
        List<string> calls = [];
        using var delivery = new ExactlyOnceDelivery(new(Build), id, consumer, new OutgoingRecords(Settings.For()), Events());

        Assert.Equal(CommitOutcome.Restart, delivery.Commit(pending, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("CommitTransaction", calls);
        Assert.Contains("AbortTransaction", calls);

        IProducer<byte[]?, byte[]?> Build() => FakeClient.Create<IProducer<byte[]?, byte[]?>>(method =>
        {
            Note(calls, method);
            return method == "Produce" ? throw new KafkaException(ErrorCode.Local_State) : null;
        });
    }

    [Fact]
    public async Task Commit_OfABatchWhoseTransactionWasAborted_IsMadeByANewProducer()
    {
        var stop = TestContext.Current.CancellationToken;
        using var broker = EmbeddedBroker.Start("predictions");
        using var consumer = BuildConsumer(broker.Address);
        List<string> calls = [];
        var built = 0;
        var delivery = new ExactlyOnceDelivery(new(Build), id, consumer, new OutgoingRecords(Settings.For()), Events());

        Assert.Equal(CommitOutcome.Committed, delivery.Commit(pending, stop));

        // The first one's epoch is what records of it that are still on their way have: no other may write with it.
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), stop);
        string[] expected =
        [
            "group-0 BeginTransaction", "group-0 Produce", "group-0 SendOffsetsToTransaction", "group-0 AbortTransaction",
            "group-0 InitTransactions", "group-0.life.1 InitTransactions",
            "group-0.life.1 BeginTransaction", "group-0.life.1 Produce", "group-0.life.1 SendOffsetsToTransaction", "group-0.life.1 CommitTransaction",
        ];
        Assert.Equal(expected, calls);

        IProducer<byte[]?, byte[]?> Build()
        {
            var (number, name) = (built++, id.Value);
            return FakeClient.Create<IProducer<byte[]?, byte[]?>>(method =>
            {
                if (method == "Dispose")
                {
                    closed.TrySetResult();
                    return null;
                }

                calls.Add($"{name} {method}");
                return number == 0 && method == "SendOffsetsToTransaction" ? throw new KafkaTxnRequiresAbortException(new Error(ErrorCode.Local_TimedOut)) : null;
            });
        }
    }

    // The embedded broker knows no open transactions; where the topics of results are missing, nobody can tell.
    [Theory]
    [InlineData(true, false, "group-0")]
    [InlineData(false, false, "group-0.life.1")]
    [InlineData(false, true, "group-0")]
    public void Open_WhereNobodyKnowsWhetherAllIsSettled_TakesAnotherId(bool areTopicsThere, bool stays, string expected)
    {
        var topics = Settings.For().Topics;
        using var broker = EmbeddedBroker.Start(areTopicsThere ? [topics.Results, topics.Quarantine, topics.Incidents] : ["predictions"]);
        using var consumer = BuildConsumer(broker.Address);
        id.Stays = stays;
        var epochs = new List<string>();
        using var delivery = new ExactlyOnceDelivery(new(Build), id, consumer, new OutgoingRecords(Settings.For()), Events());

        Assert.True(delivery.Open(TestContext.Current.CancellationToken));

        // What was left is settled under the old id before that.
        Assert.Equal([.. new[] { "group-0", expected }.Distinct()], epochs);

        IProducer<byte[]?, byte[]?> Build()
        {
            var name = id.Value;
            return FakeClient.Create<IProducer<byte[]?, byte[]?>>(method =>
            {
                if (method == "InitTransactions")
                {
                    epochs.Add(name);
                }

                return null;
            });
        }
    }

    [Theory]
    [InlineData(true, "BeginTransaction Produce SendOffsetsToTransaction CommitTransaction")]
    [InlineData(false, "BeginTransaction Produce SendOffsetsToTransaction CommitTransaction InitTransactions BeginTransaction SendOffsetsToTransaction CommitTransaction")]
    public void Commit_ThatTookLong_IsCommittedAgainWhereItsOffsetsAreNotThere(bool areOffsetsThere, string expected)
    {
        var topics = Settings.For().Topics;
        using var broker = EmbeddedBroker.Start("predictions", topics.Results, topics.Quarantine, topics.Incidents);
        using var consumer = BuildConsumer(broker.Address);
        if (areOffsetsThere)
        {
            consumer.Commit(pending.Ends);
        }

        List<string> calls = [];
        using var delivery = new ExactlyOnceDelivery(new(Build), id, consumer, new OutgoingRecords(Settings.For()), Events()) { LongestPlainCommit = TimeSpan.Zero };

        Assert.Equal(CommitOutcome.Committed, delivery.Commit(pending, TestContext.Current.CancellationToken));

        Assert.Equal(expected, string.Join(' ', calls));
        Assert.Equal(pending.Ends, consumer.Committed(pending.Ends.Select(end => end.TopicPartition), TimeSpan.FromSeconds(10)));

        IProducer<byte[]?, byte[]?> Build() => FakeClient.Create<IProducer<byte[]?, byte[]?>>(method =>
        {
            if (method != "Dispose")
            {
                calls.Add(method);
            }

            return null;
        });
    }

    // The first one hangs until the test lets it go, and tells when it is closed.
    private IProducer<byte[]?, byte[]?> BuildProducer()
    {
        var hangs = isFirst;
        isFirst = false;
        return FakeClient.Create<IProducer<byte[]?, byte[]?>>(method =>
        {
            if (hangs && method == hangsIn)
            {
                comesBack.Wait();
            }
            else if (hangs && hangsIn == "AbortTransaction" && method == "CommitTransaction")
            {
                throw new KafkaTxnRequiresAbortException(new Error(ErrorCode.Local_TimedOut));
            }
            else if (hangs && method == "Dispose")
            {
                closed.SetResult();
            }

            return null;
        });
    }

    // Clients are closed on a thread of their own.
    private static void Note(List<string> calls, string method)
    {
        if (method != "Dispose")
        {
            calls.Add(method);
        }
    }

    private static IConsumer<RecordKey, Evaluation> BuildConsumer(string broker) =>
        new ConsumerBuilder<RecordKey, Evaluation>(new ConsumerConfig { BootstrapServers = broker, GroupId = "group" })
            .SetKeyDeserializer(new RecordKey())
            .SetValueDeserializer(new RecordEvaluator(new BatchEvaluator(_ => null, TimeProvider.System), _ => null))
            .Build();

    private WorkerEvents Events()
    {
        var lane = new LaneHealth(TimeProvider.System);
        var instruments = new WorkerInstruments(services.GetRequiredService<IMeterFactory>(), new CommittedTotals(Settings.For()), new PartitionLags(TimeProvider.System), new IncidentCounts(), Settings.For());
        return new WorkerEvents(new BrokerTrouble("broker", lane, NullLogger.Instance, TimeProvider.System), lane, instruments, NullLogger.Instance);
    }
}
