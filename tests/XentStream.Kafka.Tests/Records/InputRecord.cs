using Confluent.Kafka;
using XentStream.Scoring.Faults;

namespace XentStream.Kafka.Tests.Records;

/// <summary>A record that a test sends.</summary>
/// <param name="Place">Where it will stand: records are sent in order to an empty topic.</param>
/// <param name="Message">Key, value, headers and timestamp.</param>
/// <param name="Planted">The code that names what is wrong with it, or null for a good one.</param>
internal sealed record InputRecord(TopicPartitionOffset Place, Message<byte[], byte[]?> Message, FaultCode? Planted);
