using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Recording;

namespace XentStream.Faults.Planted;

/// <summary>A planted bug: offsets, then results.</summary>
internal sealed class OffsetsFirstDelivery(IProducer<byte[]?, byte[]?> producer, IConsumer<RecordKey, Evaluation> consumer, OutgoingRecords outgoing, Death death) : IDelivery
{
    public bool Open(CancellationToken stop) => true;

    public CommitOutcome Commit(PendingBatch batch, CancellationToken stop)
    {
        consumer.Commit(batch.Ends);
        death.Pass();
        outgoing.Send(batch, producer);
        producer.Flush(CancellationToken.None);
        return CommitOutcome.Committed;
    }

    public void Dispose() => producer.Dispose();
}
