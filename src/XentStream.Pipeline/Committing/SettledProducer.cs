using Confluent.Kafka;
using XentStream.Pipeline.Hosting;

namespace XentStream.Pipeline.Committing;

/// <summary>Has a producer ready to begin a transaction: whatever was left open under its id is committed or aborted before, and the id is another one where that cannot be told.</summary>
internal sealed class SettledProducer(TransactionalProducer producer, TransactionalId id, MissingMarkers markers, WorkerEvents events)
{
    // Secrets are read when a client is built: after so many calls in vain it may be the old one that is refused.
    private const int MaxWaits = 5;
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(250);

    /// <summary>Makes it ready at the start of a lane, or after an abort.</summary>
    /// <returns>False where a stop was asked for first, as in all calls here.</returns>
    public bool TryOpen(CancellationToken stop)
    {
        if (!TrySettle(stop))
        {
            return false;
        }

        if (!id.IsSpent && !IsAllSettled(stop))
        {
            id.Spend();
        }

        return TryRenew(stop);
    }

    /// <summary>Takes the next id where this one is spent.</summary>
    public bool TryRenew(CancellationToken stop)
    {
        if (!id.IsSpent)
        {
            return true;
        }

        id.Renew();
        producer.Replace();
        return TrySettle(stop);
    }

    /// <summary>Settles what is open under the id, however long the broker is away.</summary>
    public bool TrySettle(CancellationToken stop)
    {
        for (var waits = 1; !stop.IsCancellationRequested; waits++)
        {
            try
            {
                producer.AskForEpoch(stop);
                return true;
            }
            catch (KafkaRetriableException notYet)
            {
                events.WaitingForBroker(notYet.Error);
                if (waits % MaxWaits == 0)
                {
                    producer.Replace();
                }
            }
            catch (KafkaException refused)
            {
                events.WaitingForBroker(refused.Error);
                stop.WaitHandle.WaitOne(BackOff);
                producer.Replace();
            }
        }

        return false;
    }

    private bool IsAllSettled(CancellationToken stop)
    {
        try
        {
            return markers.FindOpen(stop).Count == 0;
        }
        catch (KafkaException)
        {
            return false;
        }
    }
}
