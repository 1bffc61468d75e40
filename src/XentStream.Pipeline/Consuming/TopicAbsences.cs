using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>Tells of topics that do not exist any more, until they are there again.</summary>
internal sealed class TopicAbsences(LaneParts parts, PendingBatch pending, IncidentBook incidents, IncidentReader incidentReader, MissingTopics missing, WorkerEvents events)
{
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(1);

    /// <summary>A topic that is read does not exist any more.</summary>
    public void Miss(string topic)
    {
        events.TopicMissing(topic);
        if (missing.Miss(topic) is not { Count: > 0 } gone)
        {
            return;
        }

        // Another who had them before or after may have told already.
        foreach (var known in incidentReader.ReadOpen(gone, events.ClientError).Where(IsAbsence))
        {
            incidents.Restore(known);
        }

        foreach (var partition in gone.Where(partition => !incidents.Has(MissingTopics.KeyOf(partition))))
        {
            var here = new Sighting(pending.NextOf(partition) ?? 0, parts.Time.GetUtcNow());
            incidents.Note(MissingTopics.KeyOf(partition), MissingTopics.ExampleOf(partition), here, here, 1);
        }
    }

    /// <summary>Partitions came, so that their topics are there.</summary>
    public void Took(IReadOnlyCollection<PartitionId> taken) => missing.Took(taken);

    /// <summary>Drops the incidents of partitions that went, but for those that tell of a missing topic: nobody else can have these.</summary>
    public void DropIncidents(IReadOnlyCollection<PartitionId> given)
    {
        var stay = incidents.Open.Where(incident => missing.All.Contains(incident.Key.Source) && IsAbsence(incident)).ToList();
        incidents.Drop(given);
        stay.ForEach(incidents.Restore);
    }

    /// <summary>Looks whether topics are there again, which nobody tells of unless their partitions come to this worker.</summary>
    public void LookAgain(IConsumer<RecordKey, Evaluation> consumer)
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

    private static bool IsAbsence(Incident incident) => incident.Key == MissingTopics.KeyOf(incident.Key.Source);

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
}
