using System.Text.Json.Nodes;
using XentStream.Encodings.Selection;
using XentStream.Output;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Configuration;

/// <summary>Writes the effective configuration in the form in which it is read, with secrets left out.</summary>
internal static class SettingsJson
{
    private static readonly string[] Secrets = ["password", "secret", "key", "token", "credential", "sasl.oauthbearer.config", "sasl.jaas.config"];

    /// <summary>As text.</summary>
    public static string Write(WorkerSettings settings) => Of(settings).ToJsonString(JsonText.Indented);

    /// <summary>As JSON.</summary>
    public static JsonObject Of(WorkerSettings settings) => new()
    {
        [SettingsParser.SectionName] = new JsonObject
        {
            ["Kafka"] = WriteKafka(settings.Kafka),
            ["Topics"] = new JsonObject
            {
                ["Input"] = new JsonArray([.. settings.Topics.Input.Select(topic => (JsonNode)topic)]),
                ["Labels"] = settings.Topics.Labels,
                ["Results"] = settings.Topics.Results,
                ["Quarantine"] = settings.Topics.Quarantine,
                ["Incidents"] = settings.Topics.Incidents,
            },
            ["Join"] = settings.Join is { } join ? WriteState(WriteJoin(join), join) : null,
            ["Delivery"] = settings.Delivery == Delivery.ExactlyOnce ? "exactly-once" : "at-least-once",
            ["Consumers"] = settings.Consumers,
            ["StartAt"] = settings.StartAt.Name,
            ["Window"] = settings.Window.ToString("c"),
            ["Commit"] = new JsonObject
            {
                ["Interval"] = settings.Commit.Interval.ToString("c"),
                ["Records"] = settings.Commit.Records,
                ["Bytes"] = settings.Commit.Bytes,
            },
            ["Encoding"] = PayloadEncodings.NameOf(settings.Encoding),
            ["Encodings"] = WriteEncodings(settings),
            ["Contracts"] = WriteContracts(settings),
            ["IncidentQuiet"] = settings.IncidentQuiet.ToString("c"),
            ["StalledAfter"] = settings.StalledAfter.ToString("c"),
            ["Http"] = new JsonObject { ["Port"] = settings.Http.Port },
            ["MaxModels"] = settings.MaxModels,
        },
    };

    /// <summary>What the numbers depend on: contracts, encodings and windows, and how labels are joined that come by themselves.</summary>
    public static JsonObject WriteEvaluation(WorkerSettings settings)
    {
        var evaluation = new JsonObject
        {
            ["Window"] = settings.Window.ToString("c"),
            ["Encoding"] = PayloadEncodings.NameOf(settings.Encoding),
            ["Encodings"] = WriteEncodings(settings),
            ["Contracts"] = WriteContracts(settings),
        };
        if (settings.Join is { } join)
        {
            evaluation["Topics"] = new JsonObject { ["Labels"] = settings.Topics.Labels };
            evaluation["Join"] = WriteJoin(join);
        }

        return new JsonObject { [SettingsParser.SectionName] = evaluation };
    }

    private static JsonObject WriteEncodings(WorkerSettings settings) =>
        new(settings.Encodings.Select(topic => KeyValuePair.Create(topic.Key, (JsonNode?)PayloadEncodings.NameOf(topic.Value))));

    private static JsonObject WriteContracts(WorkerSettings settings) =>
        new(settings.Contracts.Select(contract => KeyValuePair.Create(contract.Key, (JsonNode?)WriteContract(contract.Value))));

    private static JsonObject WriteKafka(KafkaSettings settings) => new()
    {
        ["BootstrapServers"] = settings.BootstrapServers,
        ["GroupId"] = settings.GroupId,
        ["InstanceId"] = settings.InstanceId,
        ["Properties"] = new JsonObject(settings.Properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Redact(property.Key, property.Value)))),
        ["PropertyFiles"] = new JsonObject(settings.PropertyFiles.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)file.Value))),
    };

    private static JsonObject WriteJoin(JoinSettings join) => new()
    {
        ["Within"] = join.Within.ToString("c"),
        ["Ahead"] = join.Ahead.ToString("c"),
        ["Disorder"] = join.Disorder.ToString("c"),
        ["Corrections"] = join.Corrections == Corrections.First ? "first" : "last",
        ["MemoryBytes"] = join.MemoryBytes,
    };

    // Where a worker keeps its state changes no number.
    private static JsonObject WriteState(JsonObject written, JoinSettings join)
    {
        written["StatePath"] = join.StatePath;
        written["StateInterval"] = join.StatePath is null ? null : join.StateInterval.ToString("c");
        return written;
    }

    private static JsonObject WriteContract(Contract contract) => new()
    {
        ["Scores"] = contract.Scores is { } scores ? ContractWords.Scores.NameOf(scores) : null,
        ["Labels"] = contract.Labels is { } labels ? ContractWords.Labels.NameOf(labels) : null,
        ["Link"] = ContractWords.Links.NameOf(contract.Link),
        ["Classes"] = contract.Classes,
        ["ClassesAtLeast"] = contract.ClassesAtLeast ? "true" : "false",
        ["ClassAxis"] = contract.ClassAxis,
        ["IgnoreIndex"] = contract.CanIgnore ? contract.IgnoreIndex is { } index ? index : "none" : null,
        ["LabelSmoothing"] = contract.LabelSmoothing,
        ["ClassWeights"] = WriteWeights(contract.ClassWeights),
        ["PositiveWeights"] = WriteWeights(contract.PositiveWeights),
        ["ZeroRows"] = contract.IgnoresZeroRows ? "ignore" : "reject",
        ["Squeeze"] = contract.Squeeze ? "true" : "false",
        ["TopK"] = new JsonArray([.. contract.TopK.Select(k => (JsonNode)k)]),
        ["Mean"] = contract.Mean is { } mean ? ContractWords.Means.NameOf(mean) : null,
        ["Rename"] = new JsonObject(contract.Names.Renames.Select(rename => KeyValuePair.Create(rename.Ours, (JsonNode?)rename.Theirs))),
        ["MaxRows"] = contract.MaxRows,
        ["MaxBytes"] = contract.MaxBytes,
    };

    private static JsonArray WriteWeights(IEnumerable<double> weights) => new([.. weights.Select(weight => (JsonNode)weight)]);

    // The address of an endpoint of tokens is none.
    private static string Redact(string name, string value) =>
        !name.EndsWith(".url", StringComparison.OrdinalIgnoreCase) && Secrets.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase)) ? KafkaSettingsParser.Redacted : value;
}
