using Confluent.Kafka;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Hosting;

/// <summary>Which rights the worker needs on a cluster that grants them, and what to tell when one is missing. The README lists the same.</summary>
internal sealed class NeededRights(WorkerSettings settings)
{
    private string Principal => $"--allow-principal User:{settings.Kafka.Properties.GetValueOrDefault("sasl.username", "NAME")}";

    /// <summary>What to tell of an error where it speaks of a missing right, with the next step, or null.</summary>
    public string? Explain(Error error) => error.Code switch
    {
        ErrorCode.TopicAuthorizationFailed => OfTopics(error),
        ErrorCode.GroupAuthorizationFailed =>
            $"The worker may not use its group. Grant Read on it: kafka-acls.sh --add {Principal} --operation Read --group {settings.Kafka.GroupId}",
        ErrorCode.TransactionalIdAuthorizationFailed =>
            $"The worker may not use its transactional ids. Grant Write on all that begin with `{settings.Kafka.GroupId}-`: "
                + $"kafka-acls.sh --add {Principal} --operation Write --transactional-id {settings.Kafka.GroupId}- --resource-pattern-type prefixed",
        _ => null,
    };

    // The client does not always know which of the topics it was.
    private string OfTopics(Error error)
    {
        var topics = settings.Topics;
        return $"The worker may not use a topic ({error.Reason.TrimEnd('.')}). Grant Read on {string.Join(", ", topics.Read.Append(topics.Results).Append(topics.Incidents).Select(name => $"`{name}`"))} "
            + $"and Write on `{topics.Results}`, `{topics.Quarantine}`, `{topics.Incidents}`: kafka-acls.sh --add {Principal} --operation Read --topic {topics.Read.First()}, and so on";
    }
}
