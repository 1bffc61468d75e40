using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using XentStream.Faults.Input;
using XentStream.Faults.Reading;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Faults;

namespace XentStream.Faults.Verifying.Joining;

/// <summary>What the topics must hold, from the two topics of the input as they stand in Kafka. Of the worker it shares how a single record is read and a single row is scored.</summary>
internal sealed class JoinExpectation(WorkerSettings settings, Violations violations)
{
    private readonly BatchEvaluator evaluator = new(settings.ContractOf, TimeProvider.System);
    private readonly SortedDictionary<int, List<ReadPrediction>> predictions = [];
    private readonly SortedDictionary<int, List<ReadLabel>> labels = [];

    /// <summary>How many records each partition of predictions has.</summary>
    public Dictionary<int, long> Ends { get; } = [];

    /// <summary>How many records each partition of labels has.</summary>
    public Dictionary<int, long> LabelEnds { get; } = [];

    /// <summary>What each window comes to.</summary>
    public Dictionary<DeltaKey, JoinedSum> Sums { get; } = [];

    /// <summary>The records that must stand in quarantine, each as often as it says.</summary>
    public List<JoinedRejection> Rejections { get; } = [];

    /// <summary>How many faults each incident counts, by key.</summary>
    public Dictionary<string, long> Incidents { get; } = [];

    /// <summary>The bytes of label records in short, by place.</summary>
    public Dictionary<(int Partition, long Offset), (ulong Bytes, int Headers)> Labels { get; } = [];

    /// <summary>Takes a prediction in; those of a partition come in order.</summary>
    public void TakePrediction(ConsumeResult<byte[]?, byte[]?> record)
    {
        var message = record.Message;
        Ends[record.Partition] = record.Offset + 1;
        var evaluation = evaluator.EvaluatePrediction(message.Value, message.Value is null, RecordEvaluator.Read(message.Headers), settings.EncodingOf(record.Topic), message.Key);
        var content = evaluation.Joined!;
        var isRejected = evaluation.Status == BatchStatus.Rejected;
        Of(record.Partition, evaluation.Model, evaluation.Version, message.Timestamp.UnixTimestampMs).Records += isRejected ? new(0, 0, 1) : new(1, 0, 0);
        predictions.TryAdd(record.Partition, []);
        predictions[record.Partition].Add(new ReadPrediction(
            message.Timestamp.UnixTimestampMs, Encoding.UTF8.GetString(content.Id.Span), evaluation.Model, evaluation.Version, content.Rows, isRejected ? [] : [.. MemoryMarshal.Cast<byte, float>(content.Values.Span)], isRejected));
        NoteFate(record, evaluation);
    }

    /// <summary>Takes a label in, likewise.</summary>
    public void TakeLabel(ConsumeResult<byte[]?, byte[]?> record)
    {
        var message = record.Message;
        LabelEnds[record.Partition] = record.Offset + 1;
        var canWithdraw = settings.Join!.Corrections == Corrections.Last;
        var evaluation = evaluator.EvaluateLabel(message.Value, message.Value is null, RecordEvaluator.Read(message.Headers), settings.EncodingOf(record.Topic), message.Key, canWithdraw);
        var content = evaluation.Joined!;
        labels.TryAdd(record.Partition, []);
        labels[record.Partition].Add(new ReadLabel(
            record.Offset, message.Timestamp.UnixTimestampMs, Encoding.UTF8.GetString(content.Id.Span), content.Rows, content.HasRowNumbers ? [.. content.RowNumbers.Span] : null,
            content.IsWithdrawal ? null : [.. MemoryMarshal.Cast<byte, long>(content.Values.Span)], evaluation.Status == BatchStatus.Rejected || content.IsHeartbeat));
        Labels[(record.Partition, record.Offset)] = (Fingerprint.Of(message, message.Headers.Count), message.Headers.Count);
        NoteFate(record, evaluation);
    }

    /// <summary>Joins, when all are taken in.</summary>
    public void Join()
    {
        foreach (var partition in predictions.Keys.Union(labels.Keys))
        {
            new PlainJoin(settings, partition, predictions.GetValueOrDefault(partition) ?? [], labels.GetValueOrDefault(partition) ?? [], this).Run();
        }
    }

    /// <summary>What a window comes to, by the time of a prediction or, for the books of labels, of a label.</summary>
    public JoinedSum Of(int partition, string model, string version, long time)
    {
        var window = (long)settings.Window.TotalMilliseconds;
        var key = new DeltaKey(partition, model, version, DateTimeOffset.FromUnixTimeMilliseconds(time - (time % window)));
        return Sums.TryGetValue(key, out var sum) ? sum : Sums[key] = new JoinedSum();
    }

    /// <summary>A label reaches a prediction and does not fit it.</summary>
    public void AddMisfit(int partition, long offset, ReadPrediction prediction, string code)
    {
        var (bytes, headers) = Labels[(partition, offset)];
        Rejections.Add(new JoinedRejection(settings.Topics.Labels!, partition, offset, code, prediction.Model, bytes, headers) { CanBePointer = true });
        CountFault(code, prediction.Model, prediction.Version, settings.Topics.Labels!, partition);
    }

    private void NoteFate(ConsumeResult<byte[]?, byte[]?> record, Evaluation evaluation)
    {
        var (planted, evaluated) = (PlantedHeader.RejectionOf(record.Message.Headers), evaluation.Status == BatchStatus.Rejected ? evaluation.Faults[0].Code.Name : null);
        if (planted != evaluated)
        {
            violations.Add("evaluation", $"offset {record.Offset.Value} of {record.Topic}[{record.Partition.Value}] was planted as {planted ?? "good"} and is read as {evaluated ?? "good"}.");
        }

        if (planted is not null)
        {
            var headers = record.Message.Headers.Count;
            Rejections.Add(new JoinedRejection(record.Topic, record.Partition, record.Offset, planted, evaluation.Model, Fingerprint.Of(record.Message, headers), headers));
            CountFault(planted, evaluation.Model, evaluation.Version, record.Topic, record.Partition);
        }
    }

    private void CountFault(string code, string model, string version, string topic, int partition)
    {
        var key = $"{code}/{Uri.EscapeDataString(model)}/{Uri.EscapeDataString(version)}/{topic}/{partition}";
        Incidents[key] = Incidents.GetValueOrDefault(key) + 1;
    }
}
