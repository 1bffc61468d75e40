using System.Globalization;
using System.Text;
using Confluent.Kafka;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Committing;

/// <summary>Makes the message in which a rejected record is kept: its bytes and headers as they came, and why.</summary>
internal static class QuarantineMessage
{
    /// <summary>What the headers that are added begin with.</summary>
    public const string Prefix = "xent.error.";

    /// <summary>The header of a record that is too large to be kept, and stands there without its value.</summary>
    public const string Pointer = Prefix + "pointer";

    /// <summary>Makes the message.</summary>
    public static Message<byte[]?, byte[]?> Of(QuarantinedRecord record)
    {
        var headers = new Headers();
        foreach (var header in record.Headers ?? [])
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        Add(headers, "code", record.Fault.Code.Name);
        Add(headers, "detail", $"{record.Fault.Wrong} {record.Fault.Cause} {record.Fault.Fix}");
        Add(headers, "topic", record.Origin.Topic);
        Add(headers, "partition", record.Origin.Partition.Value.ToString(CultureInfo.InvariantCulture));
        Add(headers, "offset", record.Origin.Offset.Value.ToString(CultureInfo.InvariantCulture));
        Add(headers, "timestamp", record.Timestamp.UnixTimestampMs.ToString(CultureInfo.InvariantCulture));
        Add(headers, "model", record.Model);
        if (record.IsPointer)
        {
            Add(headers, "pointer", $"too large to keep: {record.Value?.Length ?? 0} bytes; read it at its topic, partition and offset");
        }

        return new Message<byte[]?, byte[]?> { Key = record.Key, Value = record.IsPointer ? null : record.Value, Headers = headers };
    }

    private static void Add(Headers headers, string name, string value) => headers.Add(Prefix + name, Encoding.UTF8.GetBytes(value));
}
