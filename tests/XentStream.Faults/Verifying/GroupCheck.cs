using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace XentStream.Faults.Verifying;

/// <summary>Compares the offsets of the group with the end of the input.</summary>
internal static class GroupCheck
{
    public static async Task CheckAsync(string broker, string group, string topic, IReadOnlyDictionary<int, long> ends, Violations violations)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker }).Build();
        var partitions = ends.Keys.Select(partition => new TopicPartition(topic, partition)).ToList();
        var answers = await admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, partitions)], new ListConsumerGroupOffsetsOptions { RequireStableOffsets = true });
        foreach (var committed in answers[0].Partitions.Where(committed => committed.Offset != ends[committed.Partition]))
        {
            violations.Add("offsets", $"the group stands at {committed.Offset} in partition {committed.Partition.Value}, which ends at {ends[committed.Partition]}.");
        }
    }
}
