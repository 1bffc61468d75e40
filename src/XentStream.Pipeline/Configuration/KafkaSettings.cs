using System.Collections.Immutable;

namespace XentStream.Pipeline.Configuration;

/// <summary>How the brokers are reached, and under which identity.</summary>
public sealed record KafkaSettings
{
    /// <summary>One or more <c>host:port</c>, separated by commas.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>The consumer group.</summary>
    public string GroupId { get; init; } = "xentstream";

    /// <summary>A name that is stable over restarts and unique in the group, or null. With it a killed worker's partitions need not wait for its session to end.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Any setting of librdkafka that the worker does not own.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Settings whose value is the content of a file, such as mounted secrets.</summary>
    public ImmutableSortedDictionary<string, string> PropertyFiles { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
