using System.Text;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Records;
using XentStream.Scoring.Faults;

namespace XentStream.Kafka.Tests.Running;

/// <summary>Asserts what the quarantine topic holds.</summary>
internal static class QuarantineAssert
{
    /// <summary>Each rejected record once, byte for byte, with its own headers first, and why.</summary>
    public static void HoldsExactly(IReadOnlyCollection<InputRecord> sent, List<ConsumeResult<byte[]?, byte[]?>> quarantine)
    {
        var expected = sent.Where(record => record.Planted is { } code && code.CanReject && !IsOnlyWarned(record)).ToDictionary(record => record.Place);
        var found = quarantine.ToDictionary(record => OriginOf(record.Message.Headers));
        Assert.Equal(expected.Keys.Order(PlaceOrder), found.Keys.Order(PlaceOrder));
        foreach (var (place, (_, message, planted)) in expected)
        {
            var kept = found[place].Message;
            Assert.Equal(message.Key, kept.Key);
            Assert.Equal(message.Value, kept.Value);
            Assert.Equal(Lines(message.Headers), Lines(kept.Headers).Take(message.Headers.Count));
            Assert.Equal(planted!.Value.Name, Text(kept.Headers, "xent.error.code"));
            Assert.NotEmpty(Text(kept.Headers, "xent.error.detail"));
        }
    }

    private static readonly Comparer<TopicPartitionOffset> PlaceOrder = Comparer<TopicPartitionOffset>.Create((a, b) => (a.Partition.Value, a.Offset.Value).CompareTo((b.Partition.Value, b.Offset.Value)));

    // One kind has two sides: labels for nothing are rejected, an empty batch or one with all rows ignored is warned of.
    private static bool IsOnlyWarned(InputRecord record) =>
        record.Planted!.Value.CanWarn && Encoding.UTF8.GetString(record.Message.Value!).Contains($"\"{Demo.PlantedFaults.WarnedVersion}\"", StringComparison.Ordinal);

    private static TopicPartitionOffset OriginOf(Headers headers) =>
        new(Text(headers, "xent.error.topic"), int.Parse(Text(headers, "xent.error.partition"), null), long.Parse(Text(headers, "xent.error.offset"), null));

    private static IEnumerable<string> Lines(Headers headers) => headers.Select(header => $"{header.Key}={(header.GetValueBytes() is { } value ? Convert.ToHexString(value) : "null")}");

    private static string Text(Headers headers, string name) => Encoding.UTF8.GetString(headers.GetLastBytes(name));
}
