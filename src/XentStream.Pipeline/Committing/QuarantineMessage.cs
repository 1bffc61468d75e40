using System.Globalization;
using System.Text;
using Confluent.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Committing;

/// <summary>
/// The message in which a rejected record is kept: its bytes and headers as they came, and behind them headers that say why. Their names are public interface.
/// </summary>
internal static class QuarantineMessage
{
    private const string Prefix = "xent.error.";
    private const string Code = Prefix + "code";
    private const string Detail = Prefix + "detail";
    private const string Topic = Prefix + "topic";
    private const string Partition = Prefix + "partition";
    private const string Offset = Prefix + "offset";
    private const string Time = Prefix + "timestamp";
    private const string Model = Prefix + "model";
    private const string Attempts = Prefix + "attempts";
    private const string Pointer = Prefix + "pointer";
    private const string To = Prefix + "to";

    /// <summary>Makes the message.</summary>
    public static Message<byte[]?, byte[]?> Of(QuarantinedRecord record)
    {
        var headers = new Headers();
        foreach (var header in record.Headers ?? [])
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        Add(headers, Code, record.Code);
        Add(headers, Detail, record.Detail);
        Add(headers, Topic, record.Origin.Topic);
        Add(headers, Partition, record.Origin.Partition.Value.ToString(CultureInfo.InvariantCulture));
        Add(headers, Offset, record.Origin.Offset.Value.ToString(CultureInfo.InvariantCulture));
        Add(headers, Time, record.Timestamp.UnixTimestampMs.ToString(CultureInfo.InvariantCulture));
        Add(headers, Model, record.Model);
        if (record.Attempts > 0)
        {
            Add(headers, Attempts, record.Attempts.ToString(CultureInfo.InvariantCulture));
        }

        if (record.Pointer is { } pointer)
        {
            Add(headers, Pointer, pointer);
        }

        if (record.To is { } to)
        {
            Add(headers, To, to.ToString(CultureInfo.InvariantCulture));
        }

        return new Message<byte[]?, byte[]?> { Key = record.Key, Value = record.Pointer is null ? record.Value : null, Headers = headers };
    }

    /// <summary>Reads back what <see cref="Of"/> wrote. What something else wrote into the topic gets the place where it stands as its origin, and no reason.</summary>
    /// <param name="headers">The headers of the message.</param>
    /// <param name="timestamp">Its timestamp.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>The record, as yet without key and value.</returns>
    public static QuarantinedRecord Parse(Headers? headers, Timestamp timestamp, TopicPartitionOffset place)
    {
        var own = new Headers();
        var added = new Dictionary<string, string>();
        foreach (var header in headers ?? [])
        {
            if (header.Key.StartsWith(Prefix, StringComparison.Ordinal))
            {
                added[header.Key] = Encoding.UTF8.GetString(header.GetValueBytes() ?? []);
            }
            else
            {
                own.Add(header.Key, header.GetValueBytes());
            }
        }

        return new QuarantinedRecord
        {
            Origin = added.TryGetValue(Topic, out var topic) ? new TopicPartitionOffset(topic, (int)Number(added, Partition), Number(added, Offset)) : place,
            Timestamp = added.ContainsKey(Time) ? new Timestamp(Number(added, Time), TimestampType.CreateTime) : timestamp,
            Headers = own,
            Model = added.GetValueOrDefault(Model, ""),
            Code = added.GetValueOrDefault(Code, ""),
            Detail = added.GetValueOrDefault(Detail, ""),
            Attempts = (int)Number(added, Attempts),
            Pointer = added.GetValueOrDefault(Pointer),
            To = added.ContainsKey(To) ? Number(added, To) : null,
        };
    }

    private static void Add(Headers headers, string name, string value) => headers.Add(name, Encoding.UTF8.GetBytes(value));

    private static long Number(Dictionary<string, string> added, string name) =>
        long.TryParse(added.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
