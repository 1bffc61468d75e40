using System.Collections.Immutable;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Kafka;

/// <summary>Creates the topics that the worker writes, where they are missing and the rights allow it.</summary>
internal sealed class TopicSetup(WorkerSettings settings, KafkaClients clients, ILogger<TopicSetup> logger)
{
    private static readonly TimeSpan QuarantineRetention = TimeSpan.FromDays(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private bool areClocksTold;

    /// <summary>Looks for the topics, and creates what is missing.</summary>
    /// <returns>What stands in the way, as a sentence with the next step, or null.</returns>
    /// <exception cref="KafkaException">The broker cannot be reached.</exception>
    public async Task<string?> EnsureAsync(Action<Error> onError)
    {
        using var admin = clients.BuildAdmin(onError);
        var present = admin.GetMetadata(Patience).Topics.Where(topic => !topic.Error.IsError).ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
        var missing = settings.Topics.Read.FirstOrDefault(topic => !present.ContainsKey(topic));
        if (missing is not null)
        {
            var key = missing == settings.Topics.Labels ? "Topics:Labels" : "Topics:Input";
            var count = settings.Topics.Read.Max(topic => present.GetValueOrDefault(topic, settings.Join is null ? 4 : 0));
            return $"The input topic `{missing}` does not exist. Create it, grant the worker Read on it, or correct {key}: kafka-topics.sh --create --topic {missing} --partitions {(count == 0 ? 4 : count)}";
        }

        var described = settings.Join is null ? null : await DescribedTopics.AskAsync(admin, settings.Topics.Read);
        if (described is not null && (JoinTopics.FindUnequal(settings.Topics.Input[0], settings.Topics.Labels!, present) ?? JoinTopics.FindCompacted(described)) is { } unfit)
        {
            return unfit;
        }

        var partitions = settings.Topics.Input.Max(topic => present[topic]);
        foreach (var topic in Specify(partitions).Where(topic => !present.ContainsKey(topic.Name)))
        {
            if (await CreateAsync(admin, topic) is { } reason)
            {
                // A topic on which a client has no right looks to it like one that does not exist.
                return $"The topic `{topic.Name}` does not exist or must not be seen, and cannot be created ({reason.TrimEnd('.')}). Grant the worker Write on it, or create it: kafka-topics.sh --create --topic {topic.Name} --partitions {partitions} "
                    + string.Join(' ', topic.Configs.Select(config => $"--config {config.Key}={config.Value}"));
            }
        }

        TellOfClocks(described);
        return null;
    }

    // They stand in nobody's way, so they are told once.
    private void TellOfClocks(DescribedTopics? described)
    {
        if (described is null || areClocksTold)
        {
            return;
        }

        foreach (var topic in described.Names)
        {
            if (TopicClocks.FindUnguarded(described, topic, settings.Join!.Disorder) is { } sentence)
            {
                KafkaLog.ClocksUnguarded(logger, sentence);
            }
        }

        if (described.Untold is { } reason)
        {
            KafkaLog.ClocksUnknown(logger, reason.TrimEnd('.'));
        }

        areClocksTold = true;
    }

    private ImmutableArray<TopicSpecification> Specify(int partitions)
    {
        var retention = ((long)QuarantineRetention.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return
        [
            new() { Name = settings.Topics.Results, NumPartitions = partitions, ReplicationFactor = -1, Configs = new() { ["retention.ms"] = "-1" } },
            new() { Name = settings.Topics.Quarantine, NumPartitions = partitions, ReplicationFactor = -1, Configs = new() { ["retention.ms"] = retention } },
            new() { Name = settings.Topics.Incidents, NumPartitions = partitions, ReplicationFactor = -1, Configs = new() { ["cleanup.policy"] = "compact" } },
        ];
    }

    private async Task<string?> CreateAsync(IAdminClient admin, TopicSpecification topic)
    {
        try
        {
            await admin.CreateTopicsAsync([topic]);
            KafkaLog.TopicCreated(logger, topic.Name, topic.NumPartitions);
            return null;
        }
        catch (CreateTopicsException refused) when (refused.Results.All(result => result.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            return null;
        }
        catch (CreateTopicsException refused)
        {
            return refused.Results[0].Error.Reason;
        }
    }
}
