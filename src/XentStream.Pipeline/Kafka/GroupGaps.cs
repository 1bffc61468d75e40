using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace XentStream.Pipeline.Kafka;

/// <summary>Partitions that no member of a group has.</summary>
internal static class GroupGaps
{
    /// <summary>Finds them. While the group shares partitions out, there are none to speak of.</summary>
    /// <param name="admin">Asks the broker.</param>
    /// <param name="group">The group.</param>
    /// <param name="topics">The topics that all of its members read.</param>
    /// <param name="patience">How long the broker may take.</param>
    /// <returns>The partitions; and the first of the members that have an instance id, null where there is none.</returns>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public static async Task<(IReadOnlySet<TopicPartition> Partitions, string? FirstInstance)> FindAsync(
        IAdminClient admin, string group, IReadOnlyCollection<string> topics, TimeSpan patience)
    {
        var described = await admin.DescribeConsumerGroupsAsync([group], new DescribeConsumerGroupsOptions { RequestTimeout = patience });
        var members = described.ConsumerGroupDescriptions[0];
        if (members.State != ConsumerGroupState.Stable)
        {
            return (new HashSet<TopicPartition>(), null);
        }

        var known = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(topics), new DescribeTopicsOptions { RequestTimeout = patience });
        var gaps = known.TopicDescriptions.SelectMany(topic => topic.Partitions.Select(partition => new TopicPartition(topic.Name, partition.Partition))).ToHashSet();
        gaps.ExceptWith(members.Members.SelectMany(member => member.Assignment.TopicPartitions));
        return (gaps, members.Members.Select(member => member.GroupInstanceId).Where(instance => !string.IsNullOrEmpty(instance)).Min(StringComparer.Ordinal));
    }
}
