using System.Text.Json;
using Confluent.Kafka;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Kafka;

/// <summary>The newest deltas in the results topic: by which settings labels were joined so far.</summary>
internal sealed class ResultTail(WorkerSettings settings, KafkaClients clients)
{
    private const int Records = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Says that labels were joined by other settings, if they were: deltas of both do not add up.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public string? FindOtherJoin(Action<Error> onError)
    {
        if (settings.Join is not { } join)
        {
            return null;
        }

        using var consumer = clients.BuildReader(onError);
        var reader = new RangeReader<byte[]?, byte[]?>(consumer, Patience);
        var ranges = TopicBounds.Find(consumer, settings.Topics.Results, Patience);
        reader.Begin([.. ranges.Select(range => range with { From = Math.Max(range.From, (range.To ?? 0) - Records) })]);
        var newest = (At: DateTime.MinValue, Digest: join.Digest);
        while (reader.TryReadNext(out var record))
        {
            if (record.Message.Timestamp.UtcDateTime >= newest.At && DigestOf(record.Message.Value) is { } digest)
            {
                newest = (record.Message.Timestamp.UtcDateTime, digest);
            }
        }

        return newest.Digest == join.Digest ? null
            : $"join-settings-changed: the deltas in `{settings.Topics.Results}` were joined by other settings ({newest.Digest}, now {join.Digest}), and would not add up with new ones. "
                + "Set Join:* back as it was, or begin anew: another Kafka:GroupId and another Topics:Results.";
    }

    // Null where it is no delta of this topic, or none of a join.
    private string? DigestOf(byte[]? delta)
    {
        try
        {
            using var document = JsonDocument.Parse(delta);
            var isOurs = document.RootElement.GetProperty("sources").EnumerateArray().Any(source => source.GetProperty("topic").GetString() == settings.Topics.Labels);
            return isOurs ? document.RootElement.GetProperty("join").GetProperty("settings").GetString() : null;
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
