using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Recording;

namespace XentStream.Kafka.Tests.Running;

/// <summary>That a broker leaves markers out cannot be staged; what is open behind a batch here is another's. What is done about it is the same.</summary>
public sealed class MissingMarkersTests(KafkaBroker broker)
{
    private const string Name = "markers";

    [Fact]
    public async Task Supply_WhereSomethingIsOpen_CommitsARecordThatSaysNothingInThatPartitionAndTheOffsets()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, Name);
        foreach (var topic in new[] { Name, settings.Topics.Results, settings.Topics.Quarantine, settings.Topics.Incidents })
        {
            await broker.CreateTopicAsync(topic, 2);
        }

        var pending = new PendingBatch(settings, TimeProvider.System);
        pending.Add(new ConsumeResult<RecordKey, Evaluation>
        {
            Topic = Name,
            Partition = 1,
            Offset = 41,
            Message = new() { Key = new RecordKey(), Value = new BatchEvaluator(settings.ContractOf, TimeProvider.System).Evaluate([], isMissing: true, default, declared: null), Headers = [] },
        });
        using var consumer = Consumer(settings.Kafka.GroupId);
        var outgoing = new OutgoingRecords(settings);
        using var producer = new TransactionalProducer(() => Producer("ours"));
        producer.AskForEpoch(stop);
        producer.Begin();
        outgoing.Send(pending, producer.Client);
        producer.Commit(stop);
        var written = outgoing.Written.ToList();
        using var other = Producer("other");
        other.InitTransactions(TimeSpan.FromSeconds(10));
        other.BeginTransaction();
        await other.ProduceAsync(written[0], new() { Value = [1] }, stop);

        Assert.Equal(2, new MissingMarkers(producer, consumer, outgoing).Supply(pending, stop));

        other.AbortTransaction();
        Assert.Equal(2, written.Count);
        Assert.Equal(42, consumer.Committed([new(Name, 1)], TimeSpan.FromSeconds(10)).Single().Offset.Value);
        var records = TopicReader.ReadToEnd(broker.Address, written[0].Topic, stop);
        Assert.Equal([false, true], records.Select(record => record.Message.Value is null && record.Message.Headers.TryGetLastBytes(OutgoingRecords.NothingHeader, out _)));
        Assert.Equal(0, new MissingMarkers(producer, consumer, outgoing).Supply(pending, stop));
    }

    private IProducer<byte[]?, byte[]?> Producer(string id) => new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = broker.Address, TransactionalId = $"{Name}-{id}" }).Build();

    private IConsumer<RecordKey, Evaluation> Consumer(string group) => new ConsumerBuilder<RecordKey, Evaluation>(new ConsumerConfig { BootstrapServers = broker.Address, GroupId = group, IsolationLevel = IsolationLevel.ReadCommitted })
        .SetKeyDeserializer(new RecordKey())
        .SetValueDeserializer(new RecordEvaluator(new BatchEvaluator(_ => null, TimeProvider.System), _ => null))
        .Build();
}
