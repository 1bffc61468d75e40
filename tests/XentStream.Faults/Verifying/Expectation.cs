using Confluent.Kafka;
using XentStream.Encodings.Selection;
using XentStream.Faults.Input;
using XentStream.Faults.Reading;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Faults;

namespace XentStream.Faults.Verifying;

/// <summary>
/// What the topics must hold, from one pass over the input as it stands in Kafka: record by record, without batches, groups or transactions. What has to be rejected is
/// told by the records themselves; only the figures of a single record come from the evaluation.
/// </summary>
internal sealed class Expectation(WorkerSettings settings, Violations violations)
{
    private readonly BatchEvaluator evaluator = new(settings.ContractOf, TimeProvider.System);

    /// <summary>How many records each partition has.</summary>
    public Dictionary<int, long> Ends { get; } = [];

    /// <summary>What the records come to.</summary>
    public Dictionary<DeltaKey, Sum> Sums { get; } = [];

    /// <summary>The records that must stand in quarantine, by partition and offset.</summary>
    public Dictionary<(int Partition, long Offset), ExpectedRejection> Rejections { get; } = [];

    /// <summary>The last state of each incident, by key.</summary>
    public Dictionary<string, ExpectedIncident> Incidents { get; } = [];

    /// <summary>Takes a record of the input in; those of a partition come in order.</summary>
    public void Take(ConsumeResult<byte[]?, byte[]?> record)
    {
        var (partition, offset, message) = (record.Partition.Value, record.Offset.Value, record.Message);
        if (Ends.GetValueOrDefault(partition) is var end && offset != end)
        {
            violations.Add("input", $"offset {offset} of partition {partition} follows {end - 1}; the verifier knows nothing of such input.");
        }

        Ends[partition] = offset + 1;
        var evaluation = evaluator.Evaluate(message.Value, message.Value is null, Read(message.Headers), settings.Encoding);
        AddSum(partition, message.Timestamp.UtcDateTime, evaluation);
        AddIncident(partition, offset, evaluation);
        AddRejection(partition, offset, message, evaluation);
    }

    private void AddSum(int partition, DateTime at, Evaluation evaluation)
    {
        var key = new DeltaKey(partition, evaluation.Model, evaluation.Version, new DateTimeOffset(at.Ticks - (at.Ticks % settings.Window.Ticks), TimeSpan.Zero));
        if (!Sums.TryGetValue(key, out var sum))
        {
            Sums.Add(key, sum = new Sum());
        }

        sum.Add(
            evaluation.Status switch { BatchStatus.Scored => new(1, 0, 0), BatchStatus.Warned => new(0, 1, 0), _ => new(0, 0, 1) },
            evaluation.Status == BatchStatus.Rejected ? null : evaluation.Totals);
    }

    private void AddIncident(int partition, long offset, Evaluation evaluation)
    {
        if (evaluation.Status != BatchStatus.Scored)
        {
            var key = $"{evaluation.Faults[0].Code.Name}/{Uri.EscapeDataString(evaluation.Model)}/{Uri.EscapeDataString(evaluation.Version)}/{settings.Topics.Input[0]}/{partition}";
            Incidents[key] = Incidents.GetValueOrDefault(key).With(offset);
        }
    }

    private void AddRejection(int partition, long offset, Message<byte[]?, byte[]?> message, Evaluation evaluation)
    {
        var planted = PlantedHeader.RejectionOf(message.Headers);
        var evaluated = evaluation.Status == BatchStatus.Rejected ? evaluation.Faults[0].Code.Name : null;
        if (planted != evaluated)
        {
            violations.Add("evaluation", $"offset {offset} of partition {partition} was planted as {planted ?? "good"} and is evaluated as {evaluated ?? "good"}.");
        }

        if (planted is not null)
        {
            Rejections.Add((partition, offset), new(Fingerprint.Of(message, message.Headers.Count), message.Headers.Count, planted));
        }
    }

    private static RecordHeaders Read(Headers headers)
    {
        RecordHeaders read = default;
        foreach (var header in headers)
        {
            read.Take(header.Key, header.GetValueBytes());
        }

        return read;
    }
}
