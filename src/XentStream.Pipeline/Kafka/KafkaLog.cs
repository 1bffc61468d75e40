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
}
