using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Finds partitions that have records and yet stand still: a record larger than <c>receive.message.max.bytes</c> is fetched again and again by the
/// client, which says nothing, and no longer learns where the partition ends. So the broker is asked, once in a while, of those that stand; and what it has to be asked
/// twice about is stalled, for after the first answer of a broker that was away the client may just be about to go on. It may also not (librdkafka's issue 5153): for
/// that there are new clients, once, before anybody is told. One that was led astray by damaged bytes has a place behind the end. The watch outlives the clients that it watches.
/// </summary>
/// <param name="after">How long a partition stands until the broker is asked.</param>
/// <param name="time">The clock.</param>
internal sealed class StallWatch(TimeSpan after, TimeProvider time)
{
    private readonly TimeSpan asksAgainAfter = after / 4;
    private readonly Dictionary<PartitionId, Standing> partitions = [];
    private readonly Dictionary<PartitionId, long> tried = [];

    /// <summary>Looks at how far partitions were fetched since the last look.</summary>
    /// <param name="fetched">The partitions.</param>
    /// <param name="endOf">Asks for the last stable offset of a partition; null where nobody answers.</param>
    /// <returns>Those that are stalled.</returns>
    public List<FetchedPartition> Look(IEnumerable<FetchedPartition> fetched, Func<PartitionId, long?> endOf)
    {
        var stalled = new List<FetchedPartition>();
        foreach (var partition in fetched)
        {
            if (!partitions.TryGetValue(partition.Id, out var standing) || (standing.Next, standing.Queued) != (partition.Next, partition.Queued))
            {
                standing = new Standing(partition.Next, partition.Queued, time.GetTimestamp(), Answers: 0, End: 0);
            }
            else if (time.GetElapsedTime(standing.Since) >= (standing.Answers == 1 ? asksAgainAfter : after))
            {
                var end = endOf(partition.Id) ?? partition.Next;
                standing = standing with { Since = time.GetTimestamp(), Answers = end != partition.Next ? standing.Answers + 1 : 0, End = end };
            }

            partitions[partition.Id] = standing;
            if (standing.Answers > 1)
            {
                stalled.Add(partition with { End = standing.End });
            }
        }

        return stalled;
    }

    /// <summary>Whether new clients are worth a try: once for an offset at which a partition stands.</summary>
    public bool TryNewClients(FetchedPartition stalled)
    {
        var isFirst = tried.GetValueOrDefault(stalled.Id, -1) != stalled.Next;
        tried[stalled.Id] = stalled.Next;
        return isFirst;
    }

    /// <summary>What to tell of a stalled partition.</summary>
    public static IncidentExample ExampleOf(FetchedPartition partition, TimeSpan after) => new(
        "warn",
        $"{partition.Id} has stood still at offset {partition.Next} for {after.TotalSeconds:0} s, also with new clients; it ends at {partition.End}.",
        "The record there is larger than the client may receive, or the broker's disk has damaged the header of its record set.",
        "Raise receive.message.max.bytes and fetch.max.bytes in Kafka:Properties; or delete the records up to behind that set (kafka-dump-log.sh, kafka-delete-records.sh).");

    /// <summary>Forgets partitions that went to another worker.</summary>
    public void Forget(IEnumerable<PartitionId> lost)
    {
        foreach (var partition in lost)
        {
            partitions.Remove(partition);
        }
    }

    /// <param name="Next">Where it stands.</param>
    /// <param name="Queued">Records that are fetched and not yet polled.</param>
    /// <param name="Since">When it came there, or was asked about.</param>
    /// <param name="Answers">How often the broker has said that records are behind.</param>
    /// <param name="End">Where the broker says that it ends.</param>
    private readonly record struct Standing(long Next, long Queued, long Since, int Answers, long End);
}
