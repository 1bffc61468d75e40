using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace XentStream.Pipeline.Kafka;

/// <summary>What two topics need to be joined by their partitions.</summary>
internal static class JoinTopics
{
    // A broker answers in milliseconds. The embedded one never does, and its worker should not wait for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Says that two topics have different numbers of partitions, if they have.</summary>
    public static string? FindUnequal(string predictions, string labels, IReadOnlyDictionary<string, int> partitions)
    {
        var (ofPredictions, ofLabels) = (partitions[predictions], partitions[labels]);
        var (fewer, more) = ofPredictions < ofLabels ? (predictions, ofLabels) : (labels, ofPredictions);
        return ofPredictions == ofLabels ? null
            : $"The topic `{predictions}` has {ofPredictions} partitions and the topic of its labels `{labels}` has {ofLabels}; a key has to be in the same partition of both. "
                + $"Make them equal before records are written: kafka-topics.sh --alter --topic {fewer} --partitions {more}; with records in them, create both anew.";
    }

    /// <summary>Says that a topic is compacted, if it is: what is joined would depend on when the broker tidied up.</summary>
    public static async Task<string?> FindCompactedAsync(IAdminClient admin, IEnumerable<string> topics)
    {
        try
        {
            var resources = topics.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic });
            var described = await admin.DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = Patience });
            var compacted = described.FirstOrDefault(topic => topic.Entries.TryGetValue("cleanup.policy", out var policy) && policy.Value.Contains("compact", StringComparison.Ordinal));
            return compacted is null ? null
                : $"The topic `{compacted.ConfigResource.Name}` is compacted, so that records vanish at any time, and what is joined would not be reproducible. "
                    + $"Set cleanup.policy=delete: kafka-configs.sh --alter --entity-type topics --entity-name {compacted.ConfigResource.Name} --add-config cleanup.policy=delete";
        }
        catch (KafkaException)
        {
            // Not all brokers tell, and not all users may ask.
            return null;
        }
    }
}
