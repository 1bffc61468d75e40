using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;

namespace XentStream.Pipeline.Kafka;

/// <summary>Partitions that no member of a group has.</summary>
internal static class GroupGaps
{
    // A member's id is its instance id, or the id of its client where it has none, and a UUID.
    private const int UuidLength = 37;

    /// <summary>Finds them. While the group shares partitions out, there are none to speak of.</summary>
    /// <remarks>
    /// Asked by the client's oldest call, for its newer one of the same purpose ends the whole process where a connection breaks at the wrong time (librdkafka's issue 4605). The older one hands the
    /// assignments out as they are sent: <see href="https://kafka.apache.org/protocol#protocol_details">version, topics with their partitions, data of the assignor</see>, all numbers big-endian.
    /// </remarks>
    /// <param name="admin">Asks the brokers.</param>
    /// <param name="group">The group.</param>
    /// <param name="topics">The topics that all of its members read.</param>
    /// <param name="patience">How long the brokers may take.</param>
    /// <returns>The partitions; and the first of the members' instance ids, null where none has one.</returns>
    /// <exception cref="KafkaException">The brokers do not answer.</exception>
    public static (IReadOnlySet<TopicPartition> Partitions, string? FirstInstance) Find(IAdminClient admin, string group, IEnumerable<string> topics, TimeSpan patience)
    {
        var described = admin.ListGroup(group, patience);
        if (described is not { State: "Stable" })
        {
            return (new HashSet<TopicPartition>(), null);
        }

        var gaps = topics.SelectMany(topic => admin.GetMetadata(topic, patience).Topics)
            .SelectMany(topic => topic.Partitions.Select(partition => new TopicPartition(topic.Topic, partition.PartitionId))).ToHashSet();
        gaps.ExceptWith(described.Members.SelectMany(member => Read(member.MemberAssignment)));
        return (gaps, described.Members.Select(InstanceOf).Where(instance => instance is not null).Min(StringComparer.Ordinal));
    }

    /// <summary>Reads an assignment; one that is none has no partitions.</summary>
    public static IReadOnlyList<TopicPartition> Read(ReadOnlySpan<byte> assignment)
    {
        var partitions = new List<TopicPartition>();
        var rest = assignment.Length < sizeof(short) ? [] : assignment[sizeof(short)..];
        for (var topics = TakeInt32(ref rest); topics > 0; topics--)
        {
            if (!TryTakeText(ref rest, out var topic))
            {
                return [];
            }

            for (var count = TakeInt32(ref rest); count > 0; count--)
            {
                if (rest.Length < sizeof(int))
                {
                    return [];
                }

                partitions.Add(new TopicPartition(topic, TakeInt32(ref rest)));
            }
        }

        return partitions;
    }

    private static string? InstanceOf(GroupMemberInfo member) =>
        member.MemberId.Length > UuidLength && member.MemberId[..^UuidLength] is var name && name != member.ClientId ? name : null;

    private static int TakeInt32(ref ReadOnlySpan<byte> rest)
    {
        if (!BinaryPrimitives.TryReadInt32BigEndian(rest, out var number))
        {
            return 0;
        }

        rest = rest[sizeof(int)..];
        return number;
    }

    private static bool TryTakeText(ref ReadOnlySpan<byte> rest, out string text)
    {
        text = "";
        if (!BinaryPrimitives.TryReadInt16BigEndian(rest, out var length) || length < 0 || length > rest.Length - sizeof(short))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(rest.Slice(sizeof(short), length));
        rest = rest[(sizeof(short) + length)..];
        return true;
    }
}
