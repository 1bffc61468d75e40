using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Kafka.Tests.Broker;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>Joins that are rebuilt by several threads, of which one fails.</summary>
public sealed class JoinRebuildTests(KafkaBroker broker)
{
    private const int Partitions = 2;
    private const int Count = 1000;

    [Fact]
    public async Task Rebuild_WithAPartitionThatDoesNotExist_FailsAsAWholeAndNothingOfItCounts()
    {
        broker.Require();
        var settings = JoinedSettings.For(broker.Address, "rebuilt-in-part", Corrections.First);
        var inputs = await SendAsync(settings);
        var (pending, incidents) = (new PendingBatch(settings, TimeProvider.System), new IncidentBook(settings, TimeProvider.System));
        var joins = new JoinedPartitions(settings, pending);
        joins.Begin([.. inputs.SelectMany(input => BeginsOf(settings, input.Partition, input.Predictions.Count, input.Labels.Count)), .. BeginsOf(settings, Partitions, 1, 1)]);
        var rebuild = new JoinRebuild(settings, new KafkaClients(settings, NullLogger<KafkaClients>.Instance), TimeProvider.System);

        var refused = Assert.ThrowsAny<KafkaException>(() => rebuild.Run(joins.Unbuilt, incidents, () => true, _ => { }));

        Assert.True(refused.Error.Code is ErrorCode.Local_UnknownPartition or ErrorCode.UnknownTopicOrPart, refused.Message);
        Assert.Equal(Partitions + 1, joins.Unbuilt.Count);
        Assert.All(joins.All, partition => Assert.False(partition.IsCommitted));
        Assert.True(pending.IsEmpty);
        Assert.Empty(incidents.ChangesOf(pending));

        // Begun again without it, the others are built.
        joins.Drop([new PartitionId(settings.Topics.Input[0], Partitions)]);
        joins.Unbuilt.ForEach(joins.BeginAgain);
        rebuild.Run(joins.Unbuilt, incidents, () => true, _ => { });

        Assert.Empty(joins.Unbuilt);
        Assert.All(joins.All, partition => Assert.InRange(partition.Join.Kept.Predictions, 100, Count));
        Assert.True(pending.IsEmpty);
    }

    private static TopicPartitionOffset[] BeginsOf(WorkerSettings settings, int partition, long predictions, long labels) =>
        [new(settings.Topics.Input[0], partition, predictions), new(settings.Topics.Labels!, partition, labels)];

    private async Task<List<JoinedInput>> SendAsync(WorkerSettings settings)
    {
        await broker.CreateTopicAsync(settings.Topics.Input[0], Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Labels!, Partitions, ("retention.ms", "-1"));
        var inputs = Enumerable.Range(0, Partitions).Select(partition => new JoinedInput(partition, Count)).ToList();
        inputs.ForEach(input => input.Send(broker.Address, settings.Topics.Input[0], settings.Topics.Labels!));
        return inputs;
    }
}
