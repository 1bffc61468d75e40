using Confluent.Kafka;
using Confluent.Kafka.Admin;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Kafka;

/// <summary>The ids of the topics that are joined: a topic that is deleted and made anew under the same name has another.</summary>
/// <param name="Predictions">That of the topic of predictions.</param>
/// <param name="Labels">That of the topic of labels.</param>
internal sealed record TopicIds(string Predictions, string Labels)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks for them. This goes to a broker, and to no coordinator of a group.</summary>
    /// <returns>Null where they are not told: brokers before 2.8 have none.</returns>
    public static TopicIds? Ask(IAdminClient admin, TopicSettings topics)
    {
        try
        {
            var asked = TopicCollection.OfTopicNames([topics.Input[0], topics.Labels!]);
            var told = admin.DescribeTopicsAsync(asked, new DescribeTopicsOptions { RequestTimeout = Patience }).GetAwaiter().GetResult()
                .TopicDescriptions.Where(topic => topic.TopicId is { } id && (id.MostSignificantBits | id.LeastSignificantBits) != 0).ToDictionary(topic => topic.Name, topic => topic.TopicId.ToString());
            return told.TryGetValue(topics.Input[0], out var predictions) && told.TryGetValue(topics.Labels!, out var labels) ? new TopicIds(predictions, labels) : null;
        }
        catch (KafkaException)
        {
            return null;
        }
    }
}
