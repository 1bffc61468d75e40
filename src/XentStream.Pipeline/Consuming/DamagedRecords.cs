using Confluent.Kafka;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Record sets whose bytes are damaged on the broker's disk, which the client refuses for ever. They are passed over as what retention has removed is: their offsets are in no range of a delta and are
/// counted as lost. Beside the incident a pointer in quarantine says where they are, in the transaction that commits the offset behind them.
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
        if (new RecordSetProbe(() => parts.Clients.BuildProbe(events.ClientError), Patience, beat).FindEnd(partition.ToTopicPartition(), from) is not { } to)
        {
            return null;
        }

        var (now, example) = (parts.Time.GetUtcNow(), ExampleOf(partition, from, to));
        incidents.Note(new IncidentKey(Code, "", "", partition), example, new Sighting(from, now), new Sighting(to - 1, now), to - from);
        pending.PassOver(partition, to, QuarantinedRecord.PointTo(partition, from, to, Code, $"{example.Wrong} {example.Cause} {example.Fix}", now));
        return to;
    }

    private static IncidentExample ExampleOf(PartitionId partition, long from, long to) => new(
        "reject",
        $"The offsets {from} to {to - 1} of {partition} cannot be read: the bytes of their record set do not match its checksum.",
        "The broker's disk, or its memory, has damaged them.",
        "Look at the broker's disk. Where a replica or a mirror has them whole, send these records again.");
}
