using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Recording;

namespace XentStream.Faults.Planted;

/// <summary>A planted bug: a transaction that holds the offsets alone, with the results beside it.</summary>
internal sealed class ResultsOutsideDelivery(
    IProducer<byte[]?, byte[]?> producer, IProducer<byte[]?, byte[]?> transactional, IConsumer<RecordKey, Evaluation> consumer, OutgoingRecords outgoing, Death death) : IDelivery
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public bool Open(CancellationToken stop)
    {
        transactional.InitTransactions(Patience);
        return true;
    }

    public CommitOutcome Commit(PendingBatch batch, CancellationToken stop)
    {
        transactional.BeginTransaction();
        outgoing.Send(batch, producer);
        producer.Flush(CancellationToken.None);
        death.Pass();
        transactional.SendOffsetsToTransaction(batch.Ends, consumer.ConsumerGroupMetadata, Patience);
        transactional.CommitTransaction();
        return CommitOutcome.Committed;
    }

    public void Dispose()
    {
        producer.Dispose();
        transactional.Dispose();
    }
}
