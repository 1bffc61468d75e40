using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;

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
    public CountedEnds Read(Action<Error> onError)
    {
        using var scan = new TopicScan(clients.BuildReader(onError), settings.Topics.Results, Patience);
        var ends = new CountedEnds();
        while (scan.TryReadNext(out var record))
        {
            ends.Add(record.Value);
        }

        return ends;
    }
}
