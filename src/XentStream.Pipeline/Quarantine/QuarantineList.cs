using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Quarantine;

/// <summary>What is held in quarantine and why, without evaluating or changing anything.</summary>
internal sealed class QuarantineList(WorkerSettings settings, KafkaClients clients, TimeProvider time)
{
    /// <summary>Reads the topic.</summary>
    /// <returns>The groups of records, the largest first.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or the topic does not exist.</exception>
    public IReadOnlyList<HeldGroup> Read(HeldFilter filter, TimeSpan patience, Action<Error> onError, CancellationToken stop)
    {
        using var held = new HeldTopic(settings, clients, new HeldRecordEvaluator(new BatchEvaluator(settings.ContractOf, time), settings.EncodingOf, _ => false), patience, onError);
        held.Begin(new ResultEnds(settings, clients), onError);
        var groups = new Dictionary<(string Code, string Model), HeldGroup>();
        while (!stop.IsCancellationRequested && held.TryReadNext(out var record))
        {
            var found = QuarantineMessage.Parse(record.Message.Headers, record.Message.Timestamp, record.TopicPartitionOffset);
            if (filter.Selects(found))
            {
                var key = (found.Code, found.Model);
                groups[key] = Add(groups.GetValueOrDefault(key), found, record.Message.Value.Length);
            }
        }

        return [.. groups.Values.OrderByDescending(group => group.Count).ThenBy(group => group.Code, StringComparer.Ordinal).ThenBy(group => group.Model, StringComparer.Ordinal)];
    }

    private static HeldGroup Add(HeldGroup? group, QuarantinedRecord record, long bytes)
    {
        var at = EventTime.Of(record.Timestamp);
        group ??= new HeldGroup(record.Code, record.Model, 0, 0, at, at, 0, $"{PartitionId.Of(record.Origin.TopicPartition)} offset {record.Origin.Offset.Value}", record.Detail);
        return group with
        {
            Count = group.Count + 1,
            Bytes = group.Bytes + bytes,
            First = at < group.First ? at : group.First,
            Last = at > group.Last ? at : group.Last,
            Attempts = Math.Max(group.Attempts, record.Attempts),
        };
    }
}
