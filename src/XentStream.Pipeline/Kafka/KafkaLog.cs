using Microsoft.Extensions.Logging;

namespace XentStream.Pipeline.Kafka;

/// <summary>What the Kafka clients say.</summary>
internal static partial class KafkaLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Client}: {Line}")]
    public static partial void ClientLine(ILogger logger, string client, string line);

    [LoggerMessage(2, LogLevel.Information, "Created topic {Topic} with {Partitions} partitions.")]
    public static partial void TopicCreated(ILogger logger, string topic, int partitions);

    [LoggerMessage(3, LogLevel.Warning, "{Sentence}")]
    public static partial void TopicMissing(ILogger logger, string sentence);

    [LoggerMessage(4, LogLevel.Warning, "{Sentence}")]
    public static partial void ClocksUnguarded(ILogger logger, string sentence);

    [LoggerMessage(5, LogLevel.Information, "Whether wrong clocks can reach the topics that are joined cannot be said: the broker does not tell their settings ({Reason}). The right DescribeConfigs on both topics would let it.")]
    public static partial void ClocksUnknown(ILogger logger, string reason);
}
