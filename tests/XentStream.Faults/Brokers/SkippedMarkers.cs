using System.Text.RegularExpressions;
using DotNet.Testcontainers.Containers;

namespace XentStream.Faults.Brokers;

/// <summary>
/// Transactions that a broker took for complete without a marker in all of their partitions: those that had no leader while it wrote markers, it takes for deleted. What stands there waits for the next
/// marker of its producer and takes over that one's meaning, so that a part of a commit may be aborted, or a part of an abort committed; nobody but the broker can help that. It tells of it in its log.
/// </summary>
internal static partial class SkippedMarkers
{
    /// <summary>Looks through the log of a broker.</summary>
    /// <returns>A sentence for each transaction.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(IContainer container, int node, CancellationToken stop)
    {
        var (output, _) = await container.GetLogsAsync(ct: stop);
        return [.. Line.Matches(output).Select(line => $"broker {node} ended a transaction of {line.Groups["id"]} at {line.Groups["time"]} without a marker in {line.Groups["partitions"]}")];
    }

    [GeneratedRegex(@"\[(?<time>[^\]]*)\][^\n]*Couldn't find leader endpoint for partitions (Hash)?Set\((?<partitions>[^)]*)\) while trying to send transaction markers for (?<id>[^\s,]+)")]
    private static partial Regex Line { get; }
}
