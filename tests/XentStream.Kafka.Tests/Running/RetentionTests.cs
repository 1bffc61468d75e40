using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

/// <summary>What the broker has removed or forgotten while the worker was away.</summary>
public sealed class RetentionTests(KafkaBroker broker)
{
    private const int Half = 200;

    [Fact]
    public async Task Retention_ThatPassedTheCommittedOffset_IsCountedAndTheWorkerGoesOn()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "retention-passed");
        var records = await PrepareAsync(settings);
        await RunAsync(settings, records[..Half], Half, stop);

        InputTopic.Send(broker.Address, records[Half..]);
        using (var admin = BuildAdmin())
        {
            await admin.DeleteRecordsAsync([new TopicPartitionOffset(settings.Topics.Input[0], 0, Half + 50)]);
        }

        await RunAsync(settings, [], (2 * Half) - 50, stop, "Retention removed up to 50 records of retention-passed[0] before they were read");

        Assert.Equal([(0L, 200L), (250L, 400L)], Merge(settings, stop));
        Assert.Equal([50L], CountsOfLosses(settings, stop));
    }

    // What is removed is the marker of a transaction, which looks like a record that was not read.
    [Fact]
    public async Task Retention_ThatEmptiedAnIdleTopic_IsToldOnceAndItsOffsetIsCommitted()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "retention-idle");
        var records = await PrepareAsync(settings);
        SendInATransaction(records[..10], stop);
        await RunAsync(settings, [], 10, stop);
        using (var admin = BuildAdmin())
        {
            await admin.DeleteRecordsAsync([new TopicPartitionOffset(settings.Topics.Input[0], 0, Offset.End)]);
        }

        using (var first = WorkerProcess.Start(settings))
        {
            await first.AwaitLogAsync("Incident records-lost///retention-idle/0 opened at offset 10: Retention removed up to 1 records", stop);
            Assert.Equal(0, await first.StopAsync(stop));
        }

        // A quiet time that is over at once: the incident does not keep the next from being opened.
        using (var second = WorkerProcess.Start(settings with { IncidentQuiet = TimeSpan.FromMilliseconds(1) }))
        {
            await second.AwaitLogAsync("Incident records-lost///retention-idle/0 resolved: quiet after 1 faults.", stop);
            Assert.Equal(0, await second.StopAsync(stop));
        }

        using var third = WorkerProcess.Start(settings);
        await third.AwaitLogAsync("Evaluating retention-idle[0].", stop);
        Assert.Equal(0, await third.StopAsync(stop));
        Assert.DoesNotContain("Retention removed", third.Log, StringComparison.Ordinal);
        Assert.Equal([1L, 1L], CountsOfLosses(settings, stop));
    }

    [Fact]
    public async Task Offsets_ThatTheBrokerHasForgotten_AreTakenFromTheResultsSoThatNothingCountsTwice()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "offsets-forgotten");
        var records = await PrepareAsync(settings);
        await RunAsync(settings, records[..Half], Half, stop);

        using (var admin = BuildAdmin())
        {
            await admin.DeleteGroupsAsync([settings.Kafka.GroupId]);
        }

        await RunAsync(settings, records[Half..], 2 * Half, stop, "The group has no offset for offsets-forgotten[0] and yet results up to offset 200: going on there.");

        Assert.Equal([(0L, 400L)], Merge(settings, stop));
    }

    [Fact]
    public async Task Topic_ThatIsDeletedAndMadeAnew_IsReadFromItsBeginning()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "made-anew");
        settings = settings with { IncidentQuiet = TimeSpan.FromSeconds(5), Kafka = settings.Kafka with { Properties = ImmutableSortedDictionary<string, string>.Empty.Add("topic.metadata.refresh.interval.ms", "1000").Add("topic.metadata.propagation.max.ms", "2000") } };
        var records = await PrepareAsync(settings);
        InputTopic.Send(broker.Address, records[..Half]);
        using var worker = WorkerProcess.Start(settings);
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(Half, stop);

        using (var admin = BuildAdmin())
        {
            await admin.DeleteTopicsAsync(settings.Topics.Input);
        }

        await worker.AwaitLogAsync("Incident topic-missing///made-anew/0 opened at offset 200: The topic of made-anew[0] does not exist any more.", stop);
        await worker.AwaitLogAsync("No longer evaluating made-anew[0].", stop);
        await broker.CreateTopicAsync(settings.Topics.Input[0], 1, ("retention.ms", "-1"));
        InputTopic.Send(broker.Address, records[..50]);
        progress.Await(Half + 50, stop);
        await worker.AwaitLogAsync("Incident topic-missing///made-anew/0 resolved: quiet after 1 faults.", stop);

        Assert.Equal(0, await worker.StopAsync(stop));
        Assert.Equal(["open", "resolved"], TopicReader.ReadToEnd(broker.Address, settings.Topics.Incidents, stop).Where(record => Encoding.UTF8.GetString(record.Message.Key!) == "topic-missing///made-anew/0").Select(StatusOf));
        var deltas = TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value));
        Assert.Equal(Sums.OfOnePass([.. records[..Half], .. records[..50]], settings).Lines, Sums.Of(deltas).Lines);
    }

    // Nobody was there while it was deleted, and the deltas know an end that the new one has passed.
    [Fact]
    public async Task Topic_ThatIsMadeAnewAndIsLongerThanBefore_IsReadFromItsBeginning()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "anew-longer");
        var records = await PrepareAsync(settings);
        await RunAsync(settings, records[..50], 50, stop);
        using (var admin = BuildAdmin())
        {
            await admin.DeleteTopicsAsync(settings.Topics.Input);
        }

        await broker.CreateTopicAsync(settings.Topics.Input[0], 1, ("retention.ms", "-1"));
        InputTopic.Send(broker.Address, records[..Half]);
        using var worker = WorkerProcess.Start(settings);
        await AwaitCommittedAsync(settings, Half, stop);
        Assert.Equal(0, await worker.StopAsync(stop));

        var deltas = TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value));
        Assert.Equal(Sums.OfOnePass([.. records[..50], .. records[..Half]], settings).Lines, Sums.Of(deltas).Lines);
    }

    // Where the new topic is entered is not known beforehand, so deltas cannot be waited for.
    private async Task AwaitCommittedAsync(WorkerSettings settings, long offset, CancellationToken stop)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = broker.Address, GroupId = settings.Kafka.GroupId }).Build();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (consumer.Committed([new TopicPartition(settings.Topics.Input[0], 0)], TimeSpan.FromSeconds(10))[0].Offset != offset)
        {
            await timer.WaitForNextTickAsync(stop);
        }
    }

    private void SendInATransaction(IEnumerable<InputRecord> records, CancellationToken stop)
    {
        using var producer = new ProducerBuilder<byte[], byte[]?>(new ProducerConfig { BootstrapServers = broker.Address, TransactionalId = "upstream" }).SetValueSerializer(Serializers.ByteArray!).Build();
        producer.InitTransactions(TimeSpan.FromMinutes(1));
        producer.BeginTransaction();
        foreach (var record in records)
        {
            producer.Produce(record.Place.TopicPartition, record.Message);
        }

        producer.Flush(stop);
        producer.CommitTransaction();
    }

    private IEnumerable<long> CountsOfLosses(WorkerSettings settings, CancellationToken stop) =>
        from record in TopicReader.ReadToEnd(broker.Address, settings.Topics.Incidents, stop)
        where Encoding.UTF8.GetString(record.Message.Key!).StartsWith("records-lost/", StringComparison.Ordinal)
        select (long)JsonNode.Parse(record.Message.Value)!["data"]!["count"]!;

    private static string StatusOf(ConsumeResult<byte[]?, byte[]?> incident) => (string)JsonNode.Parse(incident.Message.Value)!["data"]!["status"]!;

    private async Task<List<InputRecord>> PrepareAsync(WorkerSettings settings)
    {
        await broker.CreateTopicAsync(settings.Topics.Input[0], 1, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, 1);
        return InputTopic.Make(settings.Topics.Input[0], 2 * Half, partitions: 1);
    }

    private async Task RunAsync(WorkerSettings settings, IEnumerable<InputRecord> records, long committed, CancellationToken stop, string? said = null)
    {
        InputTopic.Send(broker.Address, records);
        using var worker = WorkerProcess.Start(settings);
        if (said is not null)
        {
            await worker.AwaitLogAsync(said, stop);
        }

        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(committed, stop);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    private List<(long From, long To)> Merge(WorkerSettings settings, CancellationToken stop) =>
        OffsetRange.Merge(TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value).Source));

    private IAdminClient BuildAdmin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build();
}
