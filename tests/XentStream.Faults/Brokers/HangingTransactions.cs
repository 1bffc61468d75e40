using DotNet.Testcontainers.Containers;

namespace XentStream.Faults.Brokers;

/// <summary>
/// Transactions that a broker left open and whose coordinator knows nothing of them any more. They are looked for and aborted as the runbook <c>transactions-aborted.md</c> says, with the broker's own
/// tool; whoever runs the harness sees that it was needed.
/// </summary>
internal static class HangingTransactions
{
    private const string Tool = "/opt/kafka/bin/kafka-transactions.sh --bootstrap-server localhost:9093";
    private const int TopicColumn = 0;
    private const int PartitionColumn = 1;
    private const int ProducerColumn = 2;
    private const int StartColumn = 5;

    /// <summary>Aborts those of a broker.</summary>
    /// <returns>What was aborted, in words.</returns>
    public static async Task<IReadOnlyList<string>> AbortAsync(IContainer container, int node, CancellationToken stop)
    {
        var found = await container.ExecAsync(["sh", "-c", $"{Tool} find-hanging --broker-id {node} --max-transaction-timeout 0"], stop);
        if (found.ExitCode != 0)
        {
            throw new InvalidOperationException($"What hangs on broker {node} could not be found: {found.Stderr}");
        }

        var aborted = new List<string>();

        // The first line has the names of the columns.
        foreach (var row in found.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t', StringSplitOptions.TrimEntries)))
        {
            var abort = await container.ExecAsync(["sh", "-c", $"{Tool} abort --topic {row[TopicColumn]} --partition {row[PartitionColumn]} --start-offset {row[StartColumn]}"], stop);
            var words = $"{row[TopicColumn]}[{row[PartitionColumn]}] from {row[StartColumn]} on, of producer {row[ProducerColumn]}";
            if (abort.ExitCode != 0 && !abort.Stderr.Contains("Could not find any open transactions", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{words} could not be aborted: {abort.Stderr}");
            }

            // It may have come to an end by itself, once others were out of its way.
            aborted.Add(abort.ExitCode == 0 ? words : $"{words}, which was over by then");
        }

        return aborted;
    }
}
