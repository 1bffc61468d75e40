using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Committing;

/// <summary>
/// Results and quarantine first, then the offsets. A worker that dies between the two writes the same deltas again when it comes back: for brokers without
/// transactions.
/// </summary>
internal sealed class AtLeastOnceDelivery(
    IProducer<byte[]?, byte[]?> producer, IConsumer<RecordKey, Evaluation> consumer, OutgoingRecords outgoing, WorkerEvents events) : IDelivery
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan FlushSlice = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public bool Open(CancellationToken stop) => !stop.IsCancellationRequested;

    /// <inheritdoc/>
    public CommitOutcome Commit(PendingBatch batch, CancellationToken stop)
    {
        try
        {
            var isWritten = TryWrite(batch);
            if (isWritten && !batch.IsEmpty)
            {
                consumer.Commit(batch.Ends);
            }

            return isWritten ? CommitOutcome.Committed : CommitOutcome.Restart;
        }
        catch (KafkaException refused)
        {
            events.CommitFailed(refused.Error);
            return CommitOutcome.Restart;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => producer.Dispose();

    private bool TryWrite(PendingBatch batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            outgoing.Send(batch, producer);
            while (producer.Flush(FlushSlice) > 0)
            {
                // The producer gives each record up by itself, after its delivery time-out.
            }

            if (outgoing.Failure is not { } failure)
            {
                return true;
            }

            // A record that is now a pointer passes the next time; the deltas that did pass are then written twice, as this delivery allows.
            events.CommitFailed(failure);
            if (!outgoing.HasNewPointer && attempt >= MaxAttempts)
            {
                return false;
            }
        }
    }
}
