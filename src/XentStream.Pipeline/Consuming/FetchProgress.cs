using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>How far a lane's client has fetched, as its statistics tell: what is shown of the lag, and what is done about partitions that stand still.</summary>
internal sealed class FetchProgress(LaneParts parts, PendingBatch pending, IncidentBook incidents, JoinedLane? joined, StallWatch stalls, WorkerEvents events)
{
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(1);

    private readonly List<FetchedPartition> silent = [];

    /// <summary>Partitions that have records and of which the client says nothing, for which it is worth a try to begin again.</summary>
    public IReadOnlyCollection<FetchedPartition> Silent => silent;

    /// <summary>The client tells how far it has fetched.</summary>
    /// <param name="consumer">The client.</param>
    /// <param name="statistics">What it tells.</param>
    /// <param name="isOver">Whether the lane begins again in any case.</param>
    public void Read(IConsumer<RecordKey, Evaluation> consumer, FetchStatistics statistics, bool isOver)
    {
        var mine = statistics.Partitions.Where(partition => parts.Lags.TryGetReached(partition.Id, out _)).ToList();
        var stalled = stalls.Look(mine.Where(partition => joined?.IsPaused(partition.Id) != true).Select(FromWhereItBegan), partition => AskForEnd(consumer, partition));
        parts.Lags.Take(mine, stalled, pending.Partitions.ContainsKey);

        // Whoever begins again is told no more: the client may hand over several statistics in a row.
        foreach (var partition in isOver || silent.Count > 0 ? [] : stalled.ConvertAll(InFrontOfItsEnd))
        {
            if (incidents.Has(KeyOf(partition.Id)) || !stalls.TryNewClients(partition))
            {
                NoteStall(partition);
            }
            else
            {
                silent.Add(partition);
            }
        }
    }

    // Before anything is fetched, the client has no position.
    private FetchedPartition FromWhereItBegan(FetchedPartition partition) =>
        parts.Lags.TryGetReached(partition.Id, out var begin) && partition.Next < begin ? partition with { Next = begin } : partition;

    // A client that was led astray has a place where nothing is.
    private FetchedPartition InFrontOfItsEnd(FetchedPartition partition) =>
        partition.Next > partition.End && pending.NextOf(partition.Id) is { } next ? partition with { Next = next } : partition;

    private static long? AskForEnd(IConsumer<RecordKey, Evaluation> consumer, PartitionId partition)
    {
        try
        {
            return consumer.QueryWatermarkOffsets(partition.ToTopicPartition(), ShortPatience).High;
        }
        catch (KafkaException)
        {
            // It is asked again after a while; that the broker does not answer is told elsewhere.
            return null;
        }
    }

    private static IncidentKey KeyOf(PartitionId partition) => new("partition-stalled", "", "", partition);

    private void NoteStall(FetchedPartition partition)
    {
        var key = KeyOf(partition.Id);
        if (incidents.Has(key))
        {
            incidents.Keep(key);
            return;
        }

        var here = new Sighting(partition.Next, parts.Time.GetUtcNow());
        incidents.Note(key, StallWatch.ExampleOf(partition, parts.Settings.StalledAfter), here, here, 1);
        events.Stalled(partition.Id, partition.Next);
    }
}
