using System.Collections.Immutable;

namespace XentStream.Pipeline.Configuration;

/// <summary>Reads how the brokers are reached.</summary>
public static class KafkaSettingsParser
{
    /// <summary>What stands in place of a secret where settings are printed; as a value it is refused.</summary>
    public const string Redacted = "(not shown)";

    // Each of these would break a promise if it were set from outside, or has a key of its own.
    private static readonly ImmutableSortedDictionary<string, string> Owned = new Dictionary<string, string>
    {
        ["bootstrap.servers"] = "it has the key BootstrapServers",
        ["group.id"] = "it has the key GroupId",
        ["group.instance.id"] = "it has the key InstanceId",
        ["transactional.id"] = "it follows from InstanceId",
        ["transaction.timeout.ms"] = "transactions are the worker's",
        ["enable.idempotence"] = "exactly-once needs it",
        ["acks"] = "exactly-once needs all",
        ["isolation.level"] = "only committed records are read",
        ["enable.auto.commit"] = "offsets are committed with the results",
        ["enable.auto.offset.store"] = "offsets are committed with the results",
        ["auto.offset.reset"] = "it has the key StartAt",
        ["partition.assignment.strategy"] = "the worker follows cooperative rebalances",
        ["enable.partition.eof"] = "the worker does not read to an end",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    internal static KafkaSettings Parse(SettingsReader reader)
    {
        var settings = new KafkaSettings
        {
            BootstrapServers = reader.Required("BootstrapServers", "localhost:9092"),
            GroupId = reader.Text("GroupId", "xentstream"),
            InstanceId = reader.Find("InstanceId"),
            Properties = ParseProperties(reader.Section("Properties")),
            PropertyFiles = ParseProperties(reader.Section("PropertyFiles")),
        };
        foreach (var (name, path) in settings.PropertyFiles.Where(file => !File.Exists(file.Value)))
        {
            reader.Report($"PropertyFiles:{name}", $"there is no file `{path}`.");
        }

        reader.ReportUnknownKeys();
        return settings;
    }

    private static ImmutableSortedDictionary<string, string> ParseProperties(SettingsReader reader)
    {
        foreach (var name in reader.Keys.Where(Owned.ContainsKey))
        {
            reader.Report(name, $"cannot be set here: {Owned[name]}.");
        }

        foreach (var name in reader.Keys.Where(name => reader.Find(name) == Redacted))
        {
            reader.Report(name, $"is `{Redacted}`, which `config` prints in place of a secret. Write the secret, or name its file in PropertyFiles.");
        }

        return reader.Keys.ToImmutableSortedDictionary(name => name, name => reader.Text(name, ""), StringComparer.Ordinal);
    }
}
