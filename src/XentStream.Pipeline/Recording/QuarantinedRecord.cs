using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Recording;

/// <summary>A rejected record as it stands in the quarantine topic: key, value and headers as they came, and why.</summary>
internal sealed record QuarantinedRecord
{
    /// <summary>Where it came from.</summary>
    public required TopicPartitionOffset Origin { get; init; }

    /// <summary>When it was written there.</summary>
    public required Timestamp Timestamp { get; init; }

    /// <summary>Its key.</summary>
    public byte[]? Key { get; init; }

    /// <summary>Its value.</summary>
    public byte[]? Value { get; init; }

    /// <summary>Its headers.</summary>
    public Headers? Headers { get; init; }

    /// <summary>The model, empty where it could not be read.</summary>
    public required string Model { get; init; }

    /// <summary>The reason code.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong, the likely cause, and the fix.</summary>
    public required string Detail { get; init; }

    /// <summary>How often it was evaluated again since, and rejected again.</summary>
    public int Attempts { get; init; }

    /// <summary>Why only a pointer to the record is kept, or null where its bytes are: the broker refuses it for its size.</summary>
    public string? Pointer { get; set; }

    /// <summary>A record that was just rejected.</summary>
    public static QuarantinedRecord Of(ConsumeResult<RecordKey, Evaluation> record) => new()
    {
        Origin = record.TopicPartitionOffset,
        Timestamp = record.Message.Timestamp,
        Key = record.Message.Key.ToArray(),
        Value = record.Message.Value.RejectedValue,
        Headers = record.Message.Headers,
        Model = record.Message.Value.Model,
        Code = record.Message.Value.Faults[0].Code.Name,
        Detail = DetailOf(record.Message.Value),
    };

    /// <summary>The same record, evaluated again and rejected again.</summary>
    public QuarantinedRecord Again(Evaluation evaluation) =>
        this with { Model = evaluation.Model, Code = evaluation.Faults[0].Code.Name, Detail = DetailOf(evaluation), Attempts = Attempts + 1 };

    /// <summary>Keeps a pointer in place of the bytes.</summary>
    public void BecomePointer() => Pointer = $"too large to keep: {Value?.Length ?? 0} bytes; read it at its topic, partition and offset";

    private static string DetailOf(Evaluation evaluation) => $"{evaluation.Faults[0].Wrong} {evaluation.Faults[0].Cause} {evaluation.Faults[0].Fix}";
}
