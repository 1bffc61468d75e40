using System.Text.Json;
using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring;

namespace XentStream.Pipeline.Kafka;

/// <summary>The newest deltas in the results topic: by which settings labels were joined so far, and under which contracts and by which kernel rows were scored.</summary>
internal sealed class ResultTail(WorkerSettings settings, KafkaClients clients)
{
    private const int Records = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Says that labels were joined by other settings, if they were: deltas of both do not add up, for a late label or a correction amends what was counted before.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public string? FindOtherJoin(Action<Error> onError)
    {
        if (settings.Join is not { } join)
        {
            return null;
        }

        // In the order of time, so that of each model the newest is the last.
        return FindDifference([.. ReadNewest(onError).OrderBy(delta => delta.At)], join) is { } difference
            ? $"join-settings-changed: the deltas in `{settings.Topics.Results}` were {difference}, or begin anew: another Kafka:GroupId and another Topics:Results."
            : null;
    }

    private string? FindDifference(IReadOnlyList<TailDelta> deltas, JoinSettings join)
    {
        if (deltas.Count == 0)
        {
            return null;
        }

        var (joined, kernel) = (deltas[^1].Join, deltas[^1].Kernel);
        if (joined != join.Digest)
        {
            return $"joined by other settings ({joined}, now {join.Digest}), and would not add up with new ones. Set Join:* back as it was";
        }

        if (kernel != BatchScorer.KernelIdentity)
        {
            return $"scored by another kernel ({kernel}, now {BatchScorer.KernelIdentity}), and would not add up with new ones. Run the version of before";
        }

        return deltas.GroupBy(delta => delta.Model).Select(model => model.Last()).FirstOrDefault(delta => delta.Contract != settings.ContractOf(delta.Model)?.Digest) is { } other
            ? $"scored under another contract of `{other.Model}` ({other.Contract ?? "none"}, now {settings.ContractOf(other.Model)?.Digest ?? "none"}), and would not add up with new ones. Set it back as it was"
            : null;
    }

    private IEnumerable<TailDelta> ReadNewest(Action<Error> onError)
    {
        using var consumer = clients.BuildReader(onError);
        var reader = new RangeReader<byte[]?, byte[]?>(consumer, Patience);
        var ranges = TopicBounds.Find(consumer, settings.Topics.Results, Patience);
        reader.Begin([.. ranges.Select(range => range with { From = Math.Max(range.From, (range.To ?? 0) - Records) })]);
        while (reader.TryReadNext(out var record))
        {
            if (Read(record.Message) is { } delta)
            {
                yield return delta;
            }
        }
    }

    // Null where it is no delta of this topic, or none of a join.
    private TailDelta? Read(Message<byte[]?, byte[]?> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message.Value);
            var delta = document.RootElement;
            var isOurs = delta.GetProperty("sources").EnumerateArray().Any(source => source.GetProperty("topic").GetString() == settings.Topics.Labels);
            return !isOurs ? null : new TailDelta(
                message.Timestamp.UtcDateTime,
                delta.GetProperty("model").GetString()!,
                delta.GetProperty("join").GetProperty("settings").GetString()!,
                delta.GetProperty("contract").GetString(),
                delta.GetProperty("kernel").GetString()!);
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record TailDelta(DateTime At, string Model, string Join, string? Contract, string Kernel);
}
