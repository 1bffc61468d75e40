using Confluent.Kafka;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Committing;

/// <summary>Results, quarantine and offsets in one Kafka transaction.</summary>
/// <remarks>
/// The client tells three classes of errors apart. <i>Retriable</i>: the same call again. <i>Abortable</i>: abort, and send the same batch again, by a new
/// producer; it is still in memory, and no rebalance can have come between, since nothing was polled. Anything else leaves the outcome <i>unknown</i>: the
/// commit may have been made and only its answer lost. Then a new producer settles what was open, and the group's committed offsets tell what became of it.
/// Sending again on faith would count twice. A call that does not come back leaves it unknown, too.
///
/// A producer with which anything went wrong is never used again. The client aborts a transaction without raising its epoch, so a record of it that is still
/// on its way could arrive in the next transaction of the same producer and be committed with it (the reason for KIP-890, which the client does not have
/// yet). The epoch of a new producer keeps such a record out, and its new id one that was left behind (<see cref="TransactionalId"/>).
/// </remarks>
internal sealed class ExactlyOnceDelivery(
    Func<IProducer<byte[]?, byte[]?>> buildProducer, TransactionalId id, IConsumer<Evaluating.RecordKey, Evaluating.Evaluation> consumer, OutgoingRecords outgoing, WorkerEvents events)
    : IDelivery
{
    private const int MaxAttempts = 3;

    // Secrets are read when a client is built: after so many calls in vain it may be the old one that is refused.
    private const int MaxWaits = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(250);

    // Two of them, and the close of the clients, have to fit into the time that a worker has to stop.
    private static readonly TimeSpan LongestLastCall = TimeSpan.FromSeconds(6);

    private IProducer<byte[]?, byte[]?> producer = buildProducer();
    private Task lastCall = Task.CompletedTask;

    /// <summary>How long the client may take for a step of a transaction. Given up too early, it costs a new producer and no more.</summary>
    public TimeSpan LongestCall { get; init; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public bool Open(CancellationToken stop)
    {
        if (!TrySettle(stop))
        {
            return false;
        }

        if (!id.IsSpent)
        {
            return true;
        }

        id.Renew();
        Replace();
        return TrySettle(stop);
    }

    /// <inheritdoc/>
    public CommitOutcome Commit(PendingBatch batch, CancellationToken stop)
    {
        var attempt = 0;
        while (true)
        {
            try
            {
                Transact(batch, stop);
                events.TransactionCommitted();
                return CommitOutcome.Committed;
            }
            catch (KafkaTxnRequiresAbortException aborted)
            {
                events.TransactionAborted(aborted.Error);
                id.Spend();

                // Who is no longer a member of the group stays so until the next poll.
                attempt = aborted.Error.Code is ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration or ErrorCode.FencedInstanceId ? MaxAttempts : attempt + 1;
                if (!TryAbort(stop) || (attempt >= MaxAttempts && !outgoing.HasNewPointer))
                {
                    return CommitOutcome.Restart;
                }

                stop.WaitHandle.WaitOne(BackOff * attempt);
                Replace();
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
    public void Dispose()
    {
        if (lastCall.IsCompleted)
        {
            producer.Dispose();
        }
        else
        {
            Leave();
        }
    }

    private bool TrySettle(CancellationToken stop)
    {
        for (var waits = 1; !stop.IsCancellationRequested; waits++)
        {
            try
            {
                Call("asking for an epoch", client => client.InitTransactions(Patience), stop);
                return true;
            }
            catch (KafkaRetriableException notYet)
            {
                events.WaitingForBroker(notYet.Error);
                if (waits % MaxWaits == 0)
                {
                    Replace();
                }
            }
            catch (KafkaException refused)
            {
                events.WaitingForBroker(refused.Error);
                stop.WaitHandle.WaitOne(BackOff);
                Replace();
            }
        }

        return false;
    }

    private void Transact(PendingBatch batch, CancellationToken stop)
    {
        producer.BeginTransaction();
        outgoing.Send(batch, producer);
        if (!batch.IsEmpty)
        {
            List<TopicPartitionOffset> ends = [.. batch.Ends];
            var group = consumer.ConsumerGroupMetadata;
            Call("adding offsets to a transaction", client => Retry(() => client.SendOffsetsToTransaction(ends, group, Patience)), stop);
        }

        Call("committing a transaction", client => Retry(client.CommitTransaction), stop);
    }

    // After a restart of the coordinator a call may hang for ever, whatever time-out it is given (librdkafka's issues 5456 and 5511), and the whole group with it,
    // which waits for this thread to rejoin. A producer in such a call can only be left alone: its successor fences it.
    private void Call(string what, Action<IProducer<byte[]?, byte[]?>> call, CancellationToken stop)
    {
        var current = producer;
        lastCall = Task.Run(() => call(current), CancellationToken.None);
        if (!((IAsyncResult)lastCall).AsyncWaitHandle.WaitOne(stop.IsCancellationRequested ? LongestLastCall : LongestCall))
        {
            throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"the client does not come back from {what}"));
        }

        lastCall.GetAwaiter().GetResult();
    }

    private static void Retry(Action call)
    {
        while (true)
        {
            try
            {
                call();
                return;
            }
            catch (KafkaRetriableException)
            {
                // The client keeps the state of the call: repeating it goes on where it was.
            }
        }
    }

    private bool TryAbort(CancellationToken stop)
    {
        try
        {
            Call("aborting a transaction", client => Retry(client.AbortTransaction), stop);
            return true;
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    private CommitOutcome Settle(PendingBatch batch, Error reason, CancellationToken stop)
    {
        events.TransactionUnknown(reason);
        id.Spend();
        Replace();

        // Where nobody answers for long the lane begins again, and its new clients ask for the same offsets.
        for (var waits = 0; waits < MaxWaits && TrySettle(stop); waits++)
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
                return CommitOutcome.Committed;
            }
            catch (KafkaException notYet)
            {
                events.WaitingForBroker(notYet.Error);
            }
        }

        return CommitOutcome.Restart;
    }

    private void Replace()
    {
        Leave();
        producer = buildProducer();
        lastCall = Task.CompletedTask;
    }

    // Nobody waits for the close, which may be held up by what was under way; and a client must not be closed in the middle of a call.
    private void Leave()
    {
        var left = producer;
        lastCall.ContinueWith(_ => left.Dispose(), CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default);
    }
}
