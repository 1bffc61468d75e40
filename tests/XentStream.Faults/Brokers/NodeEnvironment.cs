using System.Globalization;

namespace XentStream.Faults.Brokers;

/// <summary>The settings of a node, as the environment of its container.</summary>
internal static class NodeEnvironment
{
    private const int InsidePort = 9093;
    private const int ControllerPort = 9094;

    /// <summary>The name by which the nodes know each other.</summary>
    public static string NameOf(int node) => string.Create(CultureInfo.InvariantCulture, $"kafka{node + 1}");

    /// <summary>Makes them.</summary>
    /// <param name="node">The node, from zero.</param>
    /// <param name="nodes">How many there are.</param>
    /// <param name="address">Where the harness reaches it.</param>
    /// <param name="workers">For each worker the port of its listener, and that of its proxy.</param>
    public static Dictionary<string, string> Of(int node, int nodes, string address, IReadOnlyList<(int Port, int ProxyPort)> workers)
    {
        var replicas = nodes.ToString(CultureInfo.InvariantCulture);
        var least = (nodes > 1 ? 2 : 1).ToString(CultureInfo.InvariantCulture);
        return new()
        {
            ["KAFKA_NODE_ID"] = (node + 1).ToString(CultureInfo.InvariantCulture),
            ["KAFKA_PROCESS_ROLES"] = "broker,controller",
            ["KAFKA_CONTROLLER_QUORUM_VOTERS"] = string.Join(',', Enumerable.Range(0, nodes).Select(other => $"{other + 1}@{NameOf(other)}:{ControllerPort}")),
            ["KAFKA_CONTROLLER_LISTENER_NAMES"] = "CONTROLLER",
            ["KAFKA_INTER_BROKER_LISTENER_NAME"] = "INSIDE",
            ["KAFKA_LISTENERS"] = $"DIRECT://:9092,INSIDE://:{InsidePort},CONTROLLER://:{ControllerPort}{Each(workers, (port, worker) => $",WORKER{worker}://:{port.Port}")}",
            ["KAFKA_ADVERTISED_LISTENERS"] = $"DIRECT://{address},INSIDE://{NameOf(node)}:{InsidePort}{Each(workers, (port, worker) => $",WORKER{worker}://127.0.0.1:{port.ProxyPort}")}",
            ["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] = $"DIRECT:PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT{Each(workers, (_, worker) => $",WORKER{worker}:PLAINTEXT")}",
            ["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"] = replicas,
            ["KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR"] = replicas,
            ["KAFKA_TRANSACTION_STATE_LOG_MIN_ISR"] = least,
            ["KAFKA_DEFAULT_REPLICATION_FACTOR"] = replicas,
            ["KAFKA_MIN_INSYNC_REPLICAS"] = least,
            ["KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS"] = "0",

            // What would otherwise take the greater part of a run's time: a killed node waits out its old session, and transactions that have
            // timed out are looked for now and then; and a node is started again
            // before a compiler that takes its time has done any good.
            ["KAFKA_BROKER_SESSION_TIMEOUT_MS"] = "2500",
            ["KAFKA_BROKER_HEARTBEAT_INTERVAL_MS"] = "500",
            ["KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS"] = "1000",
            ["KAFKA_OPTS"] = "-XX:TieredStopAtLevel=1",
            ["KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS"] = "4",
            ["KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS"] = "4",
        };
    }

    private static string Each<T>(IEnumerable<T> workers, Func<T, int, string> write) => string.Concat(workers.Select(write));
}
