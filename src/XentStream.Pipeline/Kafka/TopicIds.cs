using System.Collections.Immutable;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Kafka;

/// <summary>The ids of topics: one that is deleted and made anew under the same name has another.</summary>
/// <param name="Predictions">That of the topic of predictions.</param>
/// <param name="Labels">That of the topic of labels.</param>
internal sealed record TopicIds(string Predictions, string Labels)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks for them. This goes to a broker, and to no coordinator of a group.</summary>
    /// <returns>Null where they are not told.</returns>
    public static TopicIds? Ask(IAdminClient admin, TopicSettings topics)
    {
        try
        {
            var told = Ask(admin, [topics.Input[0], topics.Labels!]);
            return told.TryGetValue(topics.Input[0], out var predictions) && told.TryGetValue(topics.Labels!, out var labels) ? new TopicIds(predictions, labels) : null;
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    /// <summary>Asks for the ids of the topics that deltas are of.</summary>
    /// <returns>The ids by name. None where the broker has none, as before Kafka 2.8, and none for delivery at least once: the embedded broker never answers.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or a topic does not exist.</exception>
    public static IReadOnlyDictionary<string, string> Ask<TKey, TValue>(IConsumer<TKey, TValue> consumer, Delivery delivery, IEnumerable<string> topics)
    {
        if (delivery == Delivery.AtLeastOnce)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        return Ask(admin, topics);
    }

    private static Dictionary<string, string> Ask(IAdminClient admin, IEnumerable<string> topics)
    {
        var asked = TopicCollection.OfTopicNames(topics);
        return admin.DescribeTopicsAsync(asked, new DescribeTopicsOptions { RequestTimeout = Patience }).GetAwaiter().GetResult()
            .TopicDescriptions.Where(topic => topic.TopicId is { } id && (id.MostSignificantBits | id.LeastSignificantBits) != 0).ToDictionary(topic => topic.Name, topic => topic.TopicId.ToString());
    }
}
