using System.Globalization;
using System.Text;
using Confluent.Kafka;
using XentStream.Faults.Reading;

namespace XentStream.Faults.Verifying;

/// <summary>Compares the quarantine topic with what it has to hold: each rejected record once, byte for byte.</summary>
internal sealed class QuarantineCheck(Expectation expected, Violations violations)
{
    private readonly HashSet<(int Partition, long Offset)> found = [];

    /// <summary>How many different records stand there.</summary>
    public int Records => found.Count;

    /// <summary>Takes a record of the quarantine topic in.</summary>
    public void Take(ConsumeResult<byte[]?, byte[]?> record)
    {
        var origin = (Partition: int.Parse(Text(record, "partition"), CultureInfo.InvariantCulture), Offset: long.Parse(Text(record, "offset"), CultureInfo.InvariantCulture));
        if (!found.Add(origin))
        {
            violations.Add("quarantined twice", $"offset {origin.Offset} of partition {origin.Partition}.");
        }
        else if (!expected.Rejections.TryGetValue(origin, out var rejection))
        {
            violations.Add("quarantined without reason", $"offset {origin.Offset} of partition {origin.Partition}, as {Text(record, "code")}.");
        }
        else if (Fingerprint.Of(record.Message, rejection.Headers) != rejection.Bytes)
        {
            violations.Add("quarantined with other bytes", $"offset {origin.Offset} of partition {origin.Partition}.");
        }
        else if (Text(record, "code") != rejection.Code)
        {
            violations.Add("quarantined under another code", $"offset {origin.Offset} of partition {origin.Partition} as {Text(record, "code")}, not {rejection.Code}.");
        }
    }

    /// <summary>Looks for what is missing, when all are taken in.</summary>
    public void Finish()
    {
        foreach (var (partition, offset) in expected.Rejections.Keys.Except(found).Order())
        {
            violations.Add("lost from quarantine", $"offset {offset} of partition {partition}.");
        }
    }

    private static string Text(ConsumeResult<byte[]?, byte[]?> record, string name) => Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes($"xent.error.{name}"));
}
