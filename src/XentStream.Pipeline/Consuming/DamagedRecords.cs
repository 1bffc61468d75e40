using Confluent.Kafka;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Record sets whose bytes are damaged on the broker's disk, which the client refuses for ever. They are passed over as what retention has removed is: their offsets are in no range of a delta and are
/// counted as lost. Beside the incident a pointer in quarantine says where they are, in the transaction that commits the offset behind them. Where labels are joined they are only told of, since
/// the rebuilds of a join would meet them each time.
/// </summary>
internal sealed class DamagedRecords(LaneParts parts, PendingBatch pending, IncidentBook incidents, WorkerEvents events)
{
    private const string Code = "records-damaged";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks the broker how far the damage goes, and puts what is to be committed of it into the batch, where nothing of its partition may be pending.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">The first offset that was not read.</param>
    /// <param name="beat">Tells that the thread is alive.</param>
    /// <returns>The offset behind the damage; null where there is none after all.</returns>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public long? Note(PartitionId partition, long from, Action beat)
    {
        if (FindEnd(partition, from, beat) is not { } to)
        {
            return null;
        }

        var example = ExampleOf(partition, from, to, "Look at the broker's disk. Where a replica or a mirror has them whole, send these records again.");
        Note(partition, from, to, example);
        pending.PassOver(partition, to, QuarantinedRecord.PointTo(partition, from, to, Code, $"{example.Wrong} {example.Cause} {example.Fix}", parts.Time.GetUtcNow()));
        return to;
    }

    /// <summary>Tells of damage that is in the way, once: an incident that is open for it stays open.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">The first offset of the set.</param>
    /// <param name="beat">Tells that the thread is alive.</param>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public void Tell(PartitionId partition, long from, Action beat)
    {
        var key = KeyOf(partition);
        if (incidents.Open.Any(incident => incident.Key == key && incident.Last.Offset >= from))
        {
            incidents.Keep(key);
        }
        else if (FindEnd(partition, from, beat) is { } to)
        {
            Note(partition, from, to, ExampleOf(partition, from, to, $"Nothing is joined behind them until they are deleted: kafka-delete-records.sh, up to offset {to}. Look at the broker's disk; where a replica or a mirror has them whole, send these records again."));
        }
    }

    private long? FindEnd(PartitionId partition, long from, Action beat) =>
        new RecordSetProbe(() => parts.Clients.BuildProbe(events.ClientError), Patience, beat).FindEnd(partition.ToTopicPartition(), from);

    private void Note(PartitionId partition, long from, long to, IncidentExample example)
    {
        var now = parts.Time.GetUtcNow();
        incidents.Note(KeyOf(partition), example, new Sighting(from, now), new Sighting(to - 1, now), to - from);
    }

    private static IncidentKey KeyOf(PartitionId partition) => new(Code, "", "", partition);

    private static IncidentExample ExampleOf(PartitionId partition, long from, long to, string fix) => new(
        "reject",
        $"The offsets {from} to {to - 1} of {partition} cannot be read: the bytes of their record set do not match its checksum.",
        "The broker's disk, or its memory, has damaged them.",
        fix);
}
