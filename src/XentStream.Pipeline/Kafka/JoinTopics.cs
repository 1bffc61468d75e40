namespace XentStream.Pipeline.Kafka;

/// <summary>What two topics need to be joined by their partitions.</summary>
internal static class JoinTopics
{
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
    public static string? FindCompacted(DescribedTopics topics)
    {
        var compacted = topics.Names.FirstOrDefault(topic => topics.ValueOf(topic, "cleanup.policy")?.Contains("compact", StringComparison.Ordinal) == true);
        return compacted is null ? null
            : $"The topic `{compacted}` is compacted, so that records vanish at any time, and what is joined would not be reproducible. "
                + $"Set cleanup.policy=delete: kafka-configs.sh --alter --entity-type topics --entity-name {compacted} --add-config cleanup.policy=delete";
    }
}
