using Confluent.Kafka;

namespace XentStream.Pipeline.Committing;

/// <summary>A producer of transactions, each of whose calls ends in time, and in whose place another can be put.</summary>
/// <remarks>
/// After a restart of the coordinator a call may hang for ever, whatever time-out it is given (librdkafka's issues 5456 and 5511), and the whole group with it, which waits for the calling thread to
/// rejoin. A client in such a call can only be left alone: its successor fences it.
///
/// A client with which anything went wrong should not be used again. It aborts a transaction without raising its epoch, so a record of it that is still on its way could arrive in the next
/// transaction of the same producer and be committed with it (the reason for KIP-890, which the client does not have yet). The epoch of a new client keeps such a record out, and its new id one that
/// was left behind (<see cref="TransactionalId"/>).
/// </remarks>
internal sealed class TransactionalProducer(Func<IProducer<byte[]?, byte[]?>> build) : IDisposable
{
    // How long the client is told to take for a call; it may take longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Two of them, and the close of the clients, have to fit into the time that a worker has to stop.
    private static readonly TimeSpan LongestLastCall = TimeSpan.FromSeconds(6);

    private Task lastCall = Task.CompletedTask;

    /// <summary>How long a call may take. Given up too early, it costs a new client and no more.</summary>
    public TimeSpan LongestCall { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The client of now, to send records with.</summary>
    public IProducer<byte[]?, byte[]?> Client { get; private set; } = build();

    /// <summary>Settles what was left open under the id, and gets an epoch in which others of the same id are fenced.</summary>
    /// <exception cref="KafkaException">It was refused, or did not come back in time, as in all calls here.</exception>
    public void AskForEpoch(CancellationToken stop) => Call("asking for an epoch", client => client.InitTransactions(Patience), stop);

    /// <summary>Begins a transaction.</summary>
    public void Begin() => Client.BeginTransaction();

    /// <summary>Makes the offsets of a group a part of the transaction.</summary>
    public void SendOffsets(List<TopicPartitionOffset> ends, IConsumerGroupMetadata group, CancellationToken stop) =>
        Call("adding offsets to a transaction", client => Retry(() => client.SendOffsetsToTransaction(ends, group, Patience)), stop);

    /// <summary>Commits the transaction.</summary>
    public void Commit(CancellationToken stop) => Call("committing a transaction", client => Retry(client.CommitTransaction), stop);

    /// <summary>Aborts the transaction.</summary>
    public void Abort(CancellationToken stop) => Call("aborting a transaction", client => Retry(client.AbortTransaction), stop);

    /// <summary>Puts a new client in the place of this one.</summary>
    public void Replace()
    {
        Leave();
        Client = build();
        lastCall = Task.CompletedTask;
    }

    /// <summary>Closes the client, unless it is still in a call.</summary>
    public void Dispose()
    {
        if (lastCall.IsCompleted)
        {
            Client.Dispose();
        }
        else
        {
            Leave();
        }
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

    private void Call(string what, Action<IProducer<byte[]?, byte[]?>> call, CancellationToken stop)
    {
        var client = Client;
        lastCall = Task.Run(() => call(client), CancellationToken.None);
        if (!((IAsyncResult)lastCall).AsyncWaitHandle.WaitOne(stop.IsCancellationRequested ? LongestLastCall : LongestCall))
        {
            throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"the client does not come back from {what}"));
        }

        lastCall.GetAwaiter().GetResult();
    }

    // Nobody waits for the close, which may be held up by what was under way; and a client must not be closed in the middle of a call.
    private void Leave()
    {
        var left = Client;
        lastCall.ContinueWith(_ => left.Dispose(), CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default);
    }
}
