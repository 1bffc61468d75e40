using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace XentStream.Pipeline.Kafka;

/// <summary>The settings of topics, as far as the broker tells them: not all brokers do, and not all users may ask.</summary>
internal sealed class DescribedTopics
{
    // A broker answers in milliseconds. The embedded one never does, and its worker should not wait for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Dictionary<string, ConfigEntryResult>> settings = [];

    private DescribedTopics(IEnumerable<string> names) => Names = [.. names];

    /// <summary>The topics that were asked for.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Why the settings of some are not known, or null where all are.</summary>
    public string? Untold { get; private set; }

    /// <summary>Asks for the settings of topics. This goes to a broker, and to no coordinator of a group.</summary>
    public static async Task<DescribedTopics> AskAsync(IAdminClient admin, IEnumerable<string> topics)
    {
        var described = new DescribedTopics(topics);
        try
        {
            var resources = described.Names.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic });
            foreach (var topic in await admin.DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = Patience }))
            {
                described.settings[topic.ConfigResource.Name] = topic.Entries;
            }
        }
        catch (DescribeConfigsException partly)
        {
            described.Note(partly.Results);
        }
        catch (KafkaException silent)
        {
            described.Untold = silent.Error.Reason;
        }

        return described;
    }

    /// <summary>What a setting of a topic is, or null where it is not known.</summary>
    public string? ValueOf(string topic, string setting) =>
        settings.TryGetValue(topic, out var entries) && entries.TryGetValue(setting, out var entry) ? entry.Value : null;

    private void Note(IEnumerable<DescribeConfigsReport> reports)
    {
        foreach (var topic in reports)
        {
            if (topic.Error.IsError)
            {
                Untold = topic.Error.Reason;
            }
            else
            {
                settings[topic.ConfigResource.Name] = topic.Entries;
            }
        }
    }
}
