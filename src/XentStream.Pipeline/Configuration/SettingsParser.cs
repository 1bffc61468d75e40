using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Configuration;

/// <summary>Reads and validates the configuration.</summary>
public static partial class SettingsParser
{
    /// <summary>The section that holds it all.</summary>
    public const string SectionName = "XentStream";

    /// <summary>Reads the configuration.</summary>
    /// <returns>The settings and all errors. The settings are of use only where there is no error.</returns>
    public static (WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) Parse(IConfigurationRoot configuration) => Parse(configuration, shapes: null);

    /// <summary>Reads the configuration, and notes by path what was asked for.</summary>
    internal static (WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) Parse(IConfigurationRoot configuration, IDictionary<string, SettingShape>? shapes)
    {
        var errors = new List<SettingsError>();
        var root = new SettingsReader(configuration, SectionName, errors, shapes);
        var settings = new WorkerSettings
        {
            Kafka = KafkaSettingsParser.Parse(root.Section("Kafka")),
            Topics = ParseTopics(root.Section("Topics")),
            Join = JoinSettingsParser.Parse(root),
            Delivery = root.Word("Delivery", Delivery.ExactlyOnce, ("exactly-once", Delivery.ExactlyOnce), ("at-least-once", Delivery.AtLeastOnce)),
            Consumers = (int)root.Number("Consumers", 1, 1, 256),
            StartAt = root.Value("StartAt", StartPosition.Earliest, StartPosition.Parse, "earliest, latest or a time such as 2026-11-23T10:00:00Z"),
            Window = root.Time("Window", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            Commit = ParseCommit(root.Section("Commit")),
            Encoding = root.Word("Encoding", PayloadEncoding.Safetensors, [.. PayloadEncodings.Declarations]),
            Encodings = ParseEncodings(root.Section("Encodings"), [.. root.Section("Topics").Items("Input"), .. root.Section("Topics").List("Labels")]),
            Contracts = ParseContracts(root.Section("Contracts")),
            IncidentQuiet = root.Time("IncidentQuiet", TimeSpan.FromMinutes(10), TimeSpan.FromDays(7)),
            StalledAfter = root.Time("StalledAfter", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            Http = ParseHttp(root.Section("Http")),
            MaxModels = (int)root.Number("MaxModels", 200, 1, 10_000),
        };
        root.ReportUnknownKeys();
        return (settings, errors);
    }

    private static TopicSettings ParseTopics(SettingsReader reader)
    {
        var settings = new TopicSettings
        {
            Input = [.. reader.Items("Input")],
            Labels = reader.Find("Labels"),
            Results = reader.Text("Results", "xentstream.results"),
            Quarantine = reader.Text("Quarantine", "xentstream.quarantine"),
            Incidents = reader.Text("Incidents", "xentstream.incidents"),
        };
        if (settings.Input.IsEmpty)
        {
            reader.Report("Input", "is required: the topics that hold batches; for example [\"predictions\"].");
        }

        ImmutableArray<(string Key, string? Name)> all =
            [.. settings.Input.Select(name => ("Input", name)), ("Labels", settings.Labels), ("Results", settings.Results), ("Quarantine", settings.Quarantine), ("Incidents", settings.Incidents)];
        foreach (var (key, name) in all.Where(topic => topic.Name is { } name && !TopicName().IsMatch(name)))
        {
            reader.Report(key, $"`{name}` is not the name of a topic: these are of letters, digits, dots, underscores and hyphens, 249 at most.");
        }

        foreach (var twice in all.Where(topic => topic.Name is not null).GroupBy(topic => topic.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            reader.Report("Input", $"the topic `{twice.Key}` has two roles; each needs a topic of its own.");
        }

        reader.ReportUnknownKeys();
        return settings;
    }

    private static CommitSettings ParseCommit(SettingsReader reader)
    {
        var defaults = new CommitSettings();
        var settings = new CommitSettings
        {
            Interval = reader.Time("Interval", defaults.Interval, TimeSpan.FromMinutes(1)),
            Records = (int)reader.Number("Records", defaults.Records, 1, 1_000_000),
            Bytes = reader.Number("Bytes", defaults.Bytes, 1, 1L << 32),
        };
        reader.ReportUnknownKeys();
        return settings;
    }

    private static HttpSettings ParseHttp(SettingsReader reader)
    {
        var settings = new HttpSettings { Port = (int)reader.Number("Port", 9464, 0, 65535) };
        reader.ReportUnknownKeys();
        return settings;
    }

    private static Dictionary<string, PayloadEncoding?> ParseEncodings(SettingsReader reader, List<string> topics)
    {
        var encodings = new Dictionary<string, PayloadEncoding?>(StringComparer.Ordinal);
        foreach (var topic in topics)
        {
            if (reader.Find(topic) is not null || SeldonTopic().IsMatch(topic))
            {
                encodings[topic] = reader.Word(topic, PayloadEncoding.OipProtobuf, [.. PayloadEncodings.Declarations]);
            }
        }

        reader.ReportUnknownKeys();
        return encodings;
    }

    // Of dots alone are the names of folders.
    [GeneratedRegex(@"^(?!\.{1,2}\z)[a-zA-Z0-9._-]{1,249}\z")]
    private static partial Regex TopicName();

    // The topics of Seldon Core 2, whose messages are protobuf.
    [GeneratedRegex(@"^seldon\.[^.]+\.model\.[^.]+\.(inputs|outputs)$")]
    private static partial Regex SeldonTopic();

    private static Dictionary<string, Contract> ParseContracts(SettingsReader reader)
    {
        var contracts = reader.Keys.ToDictionary(model => model, model => ContractParser.Parse(reader.Section(model)), StringComparer.Ordinal);
        return contracts.Count > 0 ? contracts : new() { [WorkerSettings.AnyModel] = new Contract() };
    }
}
