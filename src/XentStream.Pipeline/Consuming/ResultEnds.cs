using System.Text.Json;
using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Where the ranges of the deltas in the results topic end, by source partition. Brokers forget the offsets of a group that was away for a week; the results do not
/// forget, and whoever began at the beginning again would count twice.
/// </summary>
internal sealed class ResultEnds(WorkerSettings settings, KafkaClients clients)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Reads the whole results topic.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public Dictionary<PartitionId, long> Read(Action<Error> onError)
    {
        using var scan = new TopicScan(clients.BuildReader(onError), settings.Topics.Results, Patience);
        var ends = new Dictionary<PartitionId, long>();
        while (scan.TryReadNext(out var record))
        {
            foreach (var (source, to) in SourcesOf(record.Value))
            {
                ends[source] = Math.Max(to, ends.GetValueOrDefault(source));
            }
        }

        return ends;
    }

    // What is no delta says nothing about ranges.
    private static IEnumerable<(PartitionId Source, long To)> SourcesOf(byte[]? delta)
    {
        try
        {
            using var document = JsonDocument.Parse(delta);
            return [.. document.RootElement.GetProperty("sources").EnumerateArray().Select(source => (
                new PartitionId(source.GetProperty("topic").GetString()!, source.GetProperty("partition").GetInt32()), source.GetProperty("to").GetInt64()))];
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }
}
