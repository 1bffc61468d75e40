using System.Diagnostics;
using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Committing;

/// <summary>Results, quarantine and offsets in one Kafka transaction.</summary>
/// <remarks>
/// The client tells three classes of errors apart. <i>Retriable</i>: the same call again. <i>Abortable</i>: abort, and send the same batch again, by a new
/// producer; it is still in memory, and no rebalance can have come between, since nothing was polled. Anything else leaves the outcome <i>unknown</i>: the
/// commit may have been made and only its answer lost. Then a new producer settles what was open, and the group's committed offsets tell what became of it.
/// Sending again on faith would count twice. A call that does not come back leaves it unknown, too, unless it was to abort.
/// </remarks>
internal sealed class ExactlyOnceDelivery : IDelivery
{
    private const int MaxAttempts = 3;
    private const int MaxQuestions = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(250);

    private readonly TransactionalProducer producer;
    private readonly TransactionalId id;
    private readonly IConsumer<RecordKey, Evaluation> consumer;
    private readonly OutgoingRecords outgoing;
    private readonly WorkerEvents events;
    private readonly MissingMarkers markers;
    private readonly SettledProducer settled;

    public ExactlyOnceDelivery(TransactionalProducer producer, TransactionalId id, IConsumer<RecordKey, Evaluation> consumer, OutgoingRecords outgoing, WorkerEvents events)
    {
        (this.producer, this.id, this.consumer, this.outgoing, this.events) = (producer, id, consumer, outgoing, events);
        markers = new MissingMarkers(producer, consumer, outgoing);
        settled = new SettledProducer(producer, id, markers, events);
    }

    /// <summary>A commit that took longer may have met a broker that was away.</summary>
    public TimeSpan LongestPlainCommit { get; init; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public bool Open(CancellationToken stop) => settled.TryOpen(stop);

    /// <inheritdoc/>
    public CommitOutcome Commit(PendingBatch batch, CancellationToken stop)
    {
        if (!settled.TryRenew(stop))
        {
            return CommitOutcome.Restart;
        }

        var attempt = 0;
        while (true)
        {
            try
            {
                var start = Stopwatch.GetTimestamp();
                Transact(batch, stop);
                events.TransactionCommitted();
                if (Stopwatch.GetElapsedTime(start) > LongestPlainCommit)
                {
                    SupplyMarkers(batch, stop);
                }

                return CommitOutcome.Committed;
            }
            catch (KafkaTxnRequiresAbortException aborted)
            {
                events.TransactionAborted(aborted.Error);
                id.Spend();

                // Who is no longer a member of the group stays so until the next poll. Who shares the id with others that run at the same time may have lost the batch to one of them: no group
                // fences these, and only what is committed tells.
                attempt = aborted.Error.Code is ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration or ErrorCode.FencedInstanceId ? MaxAttempts : attempt + 1;
                Abort(stop);
                if (id.Stays || (attempt >= MaxAttempts && !outgoing.HasNewPointer))
                {
                    return CommitOutcome.Restart;
                }

                stop.WaitHandle.WaitOne(BackOff * attempt);
                producer.Replace();
                if (!Open(stop))
                {
                    return CommitOutcome.Restart;
                }
            }
            catch (KafkaException unknown)
            {
                return Settle(batch, unknown.Error, stop);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => producer.Dispose();

    // The broker was away in between, and may have forgotten some partitions of what it says is committed.
    private void SupplyMarkers(PendingBatch batch, CancellationToken stop)
    {
        try
        {
            if (markers.Supply(batch, stop) is > 0 and var partitions)
            {
                events.MarkersSupplied(partitions);
            }
        }
        catch (KafkaException refused)
        {
            // Committed it is; but what is written next under this id could undo some of it.
            events.WaitingForBroker(refused.Error);
            id.Spend();
        }
    }

    private void Transact(PendingBatch batch, CancellationToken stop)
    {
        producer.Begin();
        outgoing.Send(batch, producer.Client);
        if (outgoing.Failure is { } failure)
        {
            // Whatever the client thinks of the transaction: it lacks something.
            throw new KafkaTxnRequiresAbortException(failure);
        }

        if (!batch.IsEmpty)
        {
            producer.SendOffsets([.. batch.Ends], consumer.ConsumerGroupMetadata, stop);
        }

        producer.Commit(stop);
    }

    // Where it does not come back, the next epoch aborts what is open: nothing was committed, and nothing is unknown.
    private void Abort(CancellationToken stop)
    {
        try
        {
            producer.Abort(stop);
        }
        catch (KafkaException refused)
        {
            events.WaitingForBroker(refused.Error);
        }
    }

    private CommitOutcome Settle(PendingBatch batch, Error reason, CancellationToken stop)
    {
        events.TransactionUnknown(reason);
        id.Spend();
        producer.Replace();

        // Where nobody answers for long the lane begins again, and its new clients ask for the same offsets.
        for (var question = 0; question < MaxQuestions && settled.TrySettle(stop); question++)
        {
            try
            {
                if (batch.IsEmpty)
                {
                    // No offset tells what became of it: the incidents topic is read again.
                    return CommitOutcome.Restart;
                }

                var committed = consumer.Committed(batch.Ends.Select(end => end.TopicPartition), Patience);
                if (!committed.ToHashSet().SetEquals(batch.Ends))
                {
                    return CommitOutcome.Restart;
                }

                id.Keep();
                SupplyMarkers(batch, stop);
                return CommitOutcome.Committed;
            }
            catch (KafkaException notYet)
            {
                events.WaitingForBroker(notYet.Error);
            }
        }

        return CommitOutcome.Restart;
    }
}
