using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Finds partitions that have records and yet stand still: a record larger than <c>receive.message.max.bytes</c>, or a corrupt one, is fetched again and again by the
/// client, which says nothing.
/// </summary>
/// <param name="after">How long a partition stands until it counts as stalled.</param>
/// <param name="time">The clock.</param>
internal sealed class StallWatch(TimeSpan after, TimeProvider time)
{
    private readonly Dictionary<PartitionId, (FetchedPartition At, long Since)> standing = [];

    /// <summary>Looks at what was fetched since the last look.</summary>
    /// <returns>The partitions that are stalled.</returns>
    public List<FetchedPartition> Look(IEnumerable<FetchedPartition> partitions)
    {
        var stalled = new List<FetchedPartition>();
        foreach (var partition in partitions)
        {
            if (partition.IsAtItsEnd || !standing.TryGetValue(partition.Id, out var before) || (before.At.Next, before.At.Queued) != (partition.Next, partition.Queued))
            {
                standing[partition.Id] = (partition, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(before.Since) >= after)
            {
                stalled.Add(partition);
            }
        }

        return stalled;
    }

    /// <summary>What to tell of a stalled partition.</summary>
    public static IncidentExample ExampleOf(FetchedPartition partition, TimeSpan after) => new(
        "warn",
        $"{partition.Id} has stood still at offset {partition.Next} for {after.TotalSeconds:0} s, {partition.End - partition.Next} records before its end.",
        "The record there is larger than the client may receive, or its bytes on the broker's disk are corrupt.",
        "Raise receive.message.max.bytes and fetch.max.bytes in Kafka:Properties; or delete the records up to there (kafka-delete-records.sh).");

    /// <summary>Forgets partitions that went to another worker.</summary>
    public void Forget(IEnumerable<PartitionId> partitions)
    {
        foreach (var partition in partitions)
        {
            standing.Remove(partition);
        }
    }
}
