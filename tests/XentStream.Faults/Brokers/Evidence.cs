using DotNet.Testcontainers.Containers;

namespace XentStream.Faults.Brokers;

/// <summary>What a broker can tell of transactions that do not end, kept for who looks into it after the containers are gone.</summary>
internal static class Evidence
{
    private const string Tools = "/opt/java/bin/java -Xmx256m -cp '/opt/kafka/libs/*' -Dlog4j2.configurationFile=/opt/kafka/config/tools-log4j2.yaml";

    private static readonly (string Name, string Command)[] Questions =
    [
        ("transactions", "/opt/kafka/bin/kafka-transactions.sh --bootstrap-server localhost:9093 list"),
        ("hanging", "/opt/kafka/bin/kafka-transactions.sh --bootstrap-server localhost:9093 find-hanging --broker-id {0} --max-transaction-timeout 0"),
        ("coordinator", $"{Tools} org.apache.kafka.tools.DumpLogSegments --transaction-log-decoder --files $(ls /tmp/kafka-logs/__transaction_state-*/*.log | tr '\\n' ',')"),
        ("markers", $"{Tools} org.apache.kafka.tools.DumpLogSegments --files $(ls /tmp/kafka-logs/*.results-*/*.log /tmp/kafka-logs/*.incidents-*/*.log /tmp/kafka-logs/*.quarantine-*/*.log /tmp/kafka-logs/__consumer_offsets-*/*.log | tr '\\n' ',')"),
    ];

    /// <summary>Writes it down.</summary>
    /// <param name="container">The broker.</param>
    /// <param name="node">Its number, from one.</param>
    /// <param name="folder">Where to.</param>
    public static async Task WriteAsync(IContainer container, int node, string folder)
    {
        var (output, error) = await container.GetLogsAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, $"broker-{node}.log"), output + error);
        foreach (var (name, command) in Questions)
        {
            var answer = await container.ExecAsync(["sh", "-c", command.Replace("{0}", $"{node}", StringComparison.Ordinal)]);
            await File.WriteAllTextAsync(Path.Combine(folder, $"broker-{node}-{name}.txt"), answer.Stdout + answer.Stderr);
        }
    }
}
