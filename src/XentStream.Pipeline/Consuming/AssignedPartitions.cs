using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// The partitions that a lane has at the moment: where they begin when they come, what is forgotten when they go, and whether they move. Its handlers run inside the poll. What a
/// handler throws would be lost in the client, and leave the consumer without its partitions for ever; so they keep it, for the loop to throw.
/// </summary>
internal sealed class AssignedPartitions(LaneParts parts, PendingBatch pending, IncidentBook incidents, ModelEvidence evidence, JoinedLane? joined, StallWatch stalls, MissingTopics missing, WorkerEvents events)
{
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(1);

    private readonly StartOffsets starts = new(parts.Settings, incidents, new ResultEnds(parts.Settings, parts.Clients), events, parts.Time);
    private readonly List<FetchedPartition> silent = [];
    private readonly IncidentReader incidentReader = new(parts.Settings, parts.Clients);

    /// <summary>What a handler threw, which is a bug, or null.</summary>
    public Exception? Bug { get; private set; }

    /// <summary>Whether partitions could not be taken up, so that the lane has to begin again.</summary>
    public bool MustRestart { get; private set; }

    /// <summary>Partitions that have records and of which the client says nothing, for which it is worth a try to begin again.</summary>
    public IReadOnlyCollection<FetchedPartition> Silent => silent;

    /// <summary>Partitions come.</summary>
    /// <returns>Where each begins.</returns>
    public IEnumerable<TopicPartitionOffset> Assign(IConsumer<RecordKey, Evaluation> consumer, List<TopicPartition> partitions)
    {
        try
        {
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

    /// <summary>A topic that is read does not exist any more.</summary>
    public void Miss(string topic)
    {
        events.TopicMissing(topic);
        if (missing.Miss(topic) is not { Count: > 0 } gone)
        {
            return;
        }

        // Another who had them before or after may have told already.
        foreach (var known in incidentReader.ReadOpen(gone, events.ClientError).Where(incident => incident.Key == MissingTopics.KeyOf(incident.Key.Source)))
        {
            incidents.Restore(known);
        }

        foreach (var partition in gone.Where(partition => !incidents.Has(MissingTopics.KeyOf(partition))))
        {
            var here = new Sighting(pending.NextOf(partition) ?? 0, parts.Time.GetUtcNow());
            incidents.Note(MissingTopics.KeyOf(partition), MissingTopics.ExampleOf(partition), here, here, 1);
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

    /// <summary>The client tells how far it has fetched.</summary>
    public void ReadStatistics(IConsumer<RecordKey, Evaluation> consumer, string json)
    {
        var statistics = FetchStatistics.Parse(json);
        var mine = statistics.Partitions.Where(partition => parts.Lags.TryGetReached(partition.Id, out _)).ToList();
        var stalled = stalls.Look(mine.Where(partition => joined?.IsPaused(partition.Id) != true).Select(FromWhereItBegan), partition => AskForEnd(consumer, partition));
        parts.Lags.Take(mine, stalled, pending.Partitions.ContainsKey);

        // Whoever begins again is told no more: the client may hand over several statistics in a row.
        foreach (var partition in MustRestart || silent.Count > 0 ? [] : stalled.ConvertAll(InFrontOfItsEnd))
        {
            if (incidents.Has(StallOf(partition.Id)) || !stalls.TryNewClients(partition))
            {
                NoteStall(partition);
            }
            else
            {
                silent.Add(partition);
            }
        }

        LookForMissing(consumer);
        if (statistics.IsConnected)
        {
            events.BrokerAnswers();
        }
    }

    /// <summary>The lane ends: nothing is shown of its partitions any more.</summary>
    public void Close() => Forget([.. pending.Partitions.Keys, .. incidents.Open.Select(incident => incident.Key.Source)]);

    private List<TopicPartitionOffset> TakeUp(List<TopicPartitionOffset> begins)
    {
        PartitionId[] taken = [.. begins.Select(begin => PartitionId.Of(begin.TopicPartition))];
        foreach (var begin in begins)
        {
            var partition = PartitionId.Of(begin.TopicPartition);
            pending.Begin(partition, begin.Offset);
            parts.Lags.Begin(partition, begin.Offset);
        }

        missing.Took(taken);
        joined?.Begin(begins);
        foreach (var incident in taken.Length == 0 ? [] : incidentReader.ReadOpen(taken, events.ClientError))
        {
            incidents.Restore(incident);
        }

        parts.Incidents.Show(incidents);
        events.Joined(taken);
        return begins;
    }

    private void Forget(PartitionId[] given)
    {
        var stay = incidents.Open.Where(incident => missing.All.Contains(incident.Key.Source) && incident.Key == MissingTopics.KeyOf(incident.Key.Source)).ToList();
        incidents.Drop(given);
        stay.ForEach(incidents.Restore);
        stalls.Forget(given);
        parts.Incidents.Show(incidents);
        foreach (var partition in given)
        {
            parts.Lags.Forget(partition);
            parts.Joins.Forget(partition);
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

    // Nobody tells when a topic is there again, unless its partitions come to this worker.
    private void LookForMissing(IConsumer<RecordKey, Evaluation> consumer)
    {
        foreach (var topic in missing.All.Select(partition => partition.Topic).Distinct().ToList())
        {
            if (IsThere(consumer, topic))
            {
                incidents.Drop(missing.Find(topic));
                parts.Incidents.Show(incidents);
            }
        }

        foreach (var partition in missing.All)
        {
            incidents.Keep(MissingTopics.KeyOf(partition));
        }
    }

    private static bool IsThere(IConsumer<RecordKey, Evaluation> consumer, string topic)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
            return admin.GetMetadata(topic, ShortPatience).Topics.Exists(found => found.Topic == topic && !found.Error.IsError);
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    private static IncidentKey StallOf(PartitionId partition) => new("partition-stalled", "", "", partition);

    private void NoteStall(FetchedPartition partition)
    {
        var key = StallOf(partition.Id);
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
