using System.Globalization;

namespace XentStream.Pipeline.Kafka;

/// <summary>
/// Whether wrong clocks can reach a topic that is joined. Three neighbouring records of a time to come move the time of their partition there: what waits expires, and what comes then in order is disordered.
/// Either the broker stamps records by its own clock, or it refuses those that are too far ahead of it.
/// </summary>
internal static class TopicClocks
{
    private const string Kind = "message.timestamp.type";
    private const string Ahead = "message.timestamp.after.max.ms";

    // Brokers before 3.6 have one limit for both directions.
    private const string Apart = "message.timestamp.difference.max.ms";

    /// <summary>Says what can go wrong with the timestamps of a topic, with the next step, or null where nothing can or its settings are not known.</summary>
    /// <param name="topics">The settings of the topics.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="disorder">How far a record may be ahead of the time of its partition and still count.</param>
    public static string? FindUnguarded(DescribedTopics topics, string topic, TimeSpan disorder)
    {
        var most = (long)(disorder / 2).TotalMilliseconds;
        if (topics.ValueOf(topic, Kind) is null or "LogAppendTime" || (topics.ValueOf(topic, Ahead) ?? topics.ValueOf(topic, Apart)) is not { } allowed)
        {
            return null;
        }

        return long.Parse(allowed, CultureInfo.InvariantCulture) is var limit && limit <= most ? null
            : $"The timestamps of `{topic}` are those of its producers, and its broker takes such as are ahead of its own clock by {(limit == long.MaxValue ? "any time" : TextOf(limit))}: a wrong clock could let predictions expire that wait for a label, "
                + $"and records after it count as disordered. With Join:Disorder {TextOf((long)disorder.TotalMilliseconds)}, at most {TextOf(most)} is safe. Let the broker refuse more, or stamp records itself: "
                + $"kafka-configs.sh --alter --entity-type topics --entity-name {topic} --add-config {Ahead}={most.ToString(CultureInfo.InvariantCulture)} (or {Kind}=LogAppendTime)";
    }

    private static string TextOf(long milliseconds) => TimeSpan.FromMilliseconds(milliseconds).ToString("c", CultureInfo.InvariantCulture);
}
