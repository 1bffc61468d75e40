using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// The partitions that a lane has at the moment: where they begin when they come, and what is forgotten when they go. Its handlers run inside the poll. What a handler throws would be lost
/// in the client, and leave the consumer without its partitions for ever; so they keep it, for the loop to throw.
/// </summary>
internal sealed class AssignedPartitions(LaneParts parts, PendingBatch pending, IncidentBook incidents, ModelEvidence evidence, JoinedLane? joined, StallWatch stalls, TopicAbsences absences, IncidentReader incidentReader, WorkerEvents events)
{
    private readonly StartOffsets starts = new(parts.Settings, pending, incidents, new ResultEnds(parts.Settings, parts.Clients), events, parts.Time);

    /// <summary>What a handler threw, which is a bug, or null.</summary>
    public Exception? Bug { get; private set; }

    /// <summary>Whether partitions could not be taken up, so that the lane has to begin again.</summary>
    public bool MustRestart { get; private set; }

    /// <summary>Partitions come.</summary>
    /// <returns>Where each begins.</returns>
    public IEnumerable<TopicPartitionOffset> Assign(IConsumer<RecordKey, Evaluation> consumer, List<TopicPartition> partitions)
    {
        try
        {
            RestoreIncidents([.. partitions.Select(PartitionId.Of)]);
            return TakeUp(starts.Find(consumer, partitions));
        }
        catch (KafkaException notYet)
        {
            events.WaitingForBroker(notYet.Error);
        }
        catch (Exception thrown)
        {
            Bug = thrown;
        }

        MustRestart = true;
        return partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Unset));
    }

    /// <summary>Partitions go to another worker.</summary>
    public void Give(List<TopicPartitionOffset> partitions)
    {
        try
        {
            PartitionId[] given = [.. partitions.Select(partition => PartitionId.Of(partition.TopicPartition))];
            pending.Drop(given);
            joined?.Drop(given);
            evidence.Clear();
            Forget(given);
            events.Gave(given);
        }
        catch (Exception thrown)
        {
            (Bug, MustRestart) = (thrown, true);
        }
    }

    /// <summary>What is pending was committed.</summary>
    public void Reached()
    {
        // One of two halves may have had nothing to read.
        foreach (var (partition, range) in pending.Partitions.Where(partition => partition.Value.Records > 0))
        {
            parts.Lags.Reached(partition, range.To, range.LastEvent);
        }
    }

    /// <summary>The lane ends: nothing is shown of its partitions any more.</summary>
    public void Close() => Forget([.. pending.Partitions.Keys, .. incidents.Open.Select(incident => incident.Key.Source)]);

    private List<TopicPartitionOffset> TakeUp(List<TopicPartitionOffset> begins)
    {
        PartitionId[] taken = [.. begins.Select(begin => PartitionId.Of(begin.TopicPartition))];
        foreach (var begin in begins)
        {
            parts.Lags.Begin(PartitionId.Of(begin.TopicPartition), begin.Offset);
        }

        absences.Took(taken);
        joined?.Begin(begins);
        parts.Incidents.Show(incidents);
        events.Joined(taken);
        return begins;
    }

    private void RestoreIncidents(PartitionId[] taken)
    {
        foreach (var incident in taken.Length == 0 ? [] : incidentReader.ReadOpen(taken, events.ClientError))
        {
            incidents.Restore(incident);
        }
    }

    private void Forget(PartitionId[] given)
    {
        absences.DropIncidents(given);
        stalls.Forget(given);
        parts.Incidents.Show(incidents);
        foreach (var partition in given)
        {
            parts.Lags.Forget(partition);
            parts.Joins.Forget(partition);
        }
    }
}
