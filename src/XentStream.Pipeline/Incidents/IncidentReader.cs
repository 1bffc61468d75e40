using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Incidents;

/// <summary>Reads the incidents topic, to go on where an earlier owner of a partition left off.</summary>
internal sealed class IncidentReader(WorkerSettings settings, KafkaClients clients)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The incidents of some partitions that are open.</summary>
    /// <exception cref="KafkaException">The broker does not answer in time.</exception>
    public List<Incident> ReadOpen(IReadOnlyCollection<PartitionId> partitions, Action<Error> onError)
    {
        using var scan = new TopicScan(clients.BuildReader(onError), settings.Topics.Incidents, Patience);
        var open = new Dictionary<IncidentKey, Incident>();
        while (scan.TryReadNext(out var record))
        {
            if (record.Value is not null && IncidentEvent.Parse(record.Value) is { } incident && partitions.Contains(incident.Key.Source))
            {
                open[incident.Key] = incident;
            }
        }

        return [.. open.Values.Where(incident => incident.ResolvedAt is null)];
    }
}
