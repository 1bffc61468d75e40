using Confluent.Kafka;

namespace XentStream.Faults.Input;

/// <summary>A record of the input.</summary>
/// <param name="Partition">Where it goes.</param>
/// <param name="Message">What it is.</param>
internal readonly record struct SeededRecord(int Partition, Message<byte[], byte[]?> Message)
{
    /// <summary>Whether it goes to the topic of labels that come by themselves.</summary>
    public bool IsLabel { get; init; }
}
