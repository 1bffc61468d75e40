using System.Text.Json;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>Where the ranges of deltas end, by their source partition. Deltas of a topic that was deleted say nothing about another that was made under its name.</summary>
internal sealed class CountedEnds
{
    // Older deltas do not name the id of their topic, nor do those from brokers that have none.
    private const string NoId = "";

    private readonly Dictionary<PartitionId, Dictionary<string, long>> ends = [];

    /// <summary>Takes a record of the results topic. What is no delta says nothing about ranges.</summary>
    public void Add(byte[]? delta)
    {
        try
        {
            using var document = JsonDocument.Parse(delta);
            foreach (var source in document.RootElement.GetProperty("sources").EnumerateArray())
            {
                var partition = new PartitionId(source.GetProperty("topic").GetString()!, source.GetProperty("partition").GetInt32());
                Add(partition, source.TryGetProperty("topic_id", out var id) ? id.GetString()! : NoId, source.GetProperty("to").GetInt64());
            }
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // The next one.
        }
    }

    /// <summary>Whether anything of a topic was counted, or of an earlier one of its name.</summary>
    public bool HasTopic(string topic) => ends.Keys.Any(partition => partition.Topic == topic);

    /// <summary>Where the ranges of a partition end, or null where there are none.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="topicId">The id of its topic, or null where the broker has none. Only where no delta of the partition names an id, they may be of an earlier topic.</param>
    public long? Of(PartitionId partition, string? topicId)
    {
        if (!ends.TryGetValue(partition, out var known))
        {
            return null;
        }

        return topicId is null || known.Keys.All(id => id == NoId) ? known.Values.Max() : known.TryGetValue(topicId, out var end) ? end : null;
    }

    private void Add(PartitionId partition, string topicId, long to)
    {
        if (!ends.TryGetValue(partition, out var known))
        {
            ends.Add(partition, known = []);
        }

        known[topicId] = Math.Max(to, known.GetValueOrDefault(topicId));
    }
}
