using Confluent.Kafka;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Committing;

/// <summary>Looks for transactions that a broker took for complete without a marker in each of their partitions, and makes up for it where they were committed.</summary>
/// <remarks>
/// While Kafka 4.3 writes the markers of a transaction, it passes over partitions that have no leader at that moment, as if they were deleted; seen where the only broker
/// of a cluster was killed in the middle of a commit and came back. What was written waits there for the next marker of the same producer, and takes over its meaning. So the next marker has to be a commit, too: of a transaction
/// that touches the same partitions by a record without a value, which no reader takes for anything.
/// </remarks>
internal sealed class MissingMarkers(TransactionalProducer producer, IConsumer<Evaluating.RecordKey, Evaluating.Evaluation> consumer, OutgoingRecords outgoing)
{
    private const int MaxWaits = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(250);

    /// <summary>The partitions of the topics that are written in which something stands that is still open a second later: what others are committing at this moment is over by then.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or a topic does not exist.</exception>
    public IReadOnlyCollection<TopicPartition> FindOpen(CancellationToken stop)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        List<TopicPartition> partitions = [.. outgoing.Topics.SelectMany(topic => TopicBounds.PartitionsOf(admin, topic, Patience))];
        var ends = TopicBounds.FindEnds(admin, partitions, IsolationLevel.ReadUncommitted, Patience);
        List<TopicPartition> open;
        var waits = 0;
        do
        {
            var stable = TopicBounds.FindEnds(admin, partitions, IsolationLevel.ReadCommitted, Patience);
            open = [.. ends.Where(end => stable[end.Key] < end.Value).Select(end => end.Key)];
        }
        while (open.Count > 0 && ++waits < MaxWaits && !stop.WaitHandle.WaitOne(Wait));
        return open;
    }

    /// <summary>Makes up for the markers of a batch that was committed. The producer is another one afterwards, with the same id.</summary>
    /// <returns>How many partitions had none.</returns>
    /// <exception cref="KafkaException">It could not be done: what is open now stays so, or is aborted.</exception>
    public int Supply(PendingBatch batch, CancellationToken stop)
    {
        TopicPartition[] open = [.. FindOpen(stop).Intersect(outgoing.Written)];
        var areOffsetsOpen = !batch.IsEmpty && !AreOffsetsSettled(batch);
        if (open.Length == 0 && !areOffsetsOpen)
        {
            return 0;
        }

        if (!batch.IsEmpty)
        {
            // The offsets once more without a transaction: refused where this is no member any more, and then nobody may say more; and right whatever becomes of those in the transaction.
            consumer.Commit(batch.Ends);
        }

        producer.Replace();
        producer.AskForEpoch(stop);
        producer.Begin();
        if (!batch.IsEmpty)
        {
            producer.SendOffsets([.. batch.Ends], consumer.ConsumerGroupMetadata, stop);
        }

        foreach (var partition in open)
        {
            producer.Client.Produce(partition, OutgoingRecords.Nothing);
        }

        producer.Commit(stop);
        return open.Length + (areOffsetsOpen ? 1 : 0);
    }

    private bool AreOffsetsSettled(PendingBatch batch)
    {
        try
        {
            return consumer.Committed(batch.Ends.Select(end => end.TopicPartition), Patience).ToHashSet().SetEquals(batch.Ends);
        }
        catch (KafkaException)
        {
            return false;
        }
    }
}
