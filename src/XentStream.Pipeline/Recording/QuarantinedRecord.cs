using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Recording;

/// <summary>A rejected record as it will stand in the quarantine topic: key, value and headers as they came.</summary>
internal sealed class QuarantinedRecord(ConsumeResult<RecordKey, Evaluation> record)
{
    /// <summary>Where it came from.</summary>
    public TopicPartitionOffset Origin { get; } = record.TopicPartitionOffset;

    /// <summary>When it was written there.</summary>
    public Timestamp Timestamp { get; } = record.Message.Timestamp;

    /// <summary>Its key.</summary>
    public byte[]? Key { get; } = record.Message.Key.ToArray();

    /// <summary>Its value.</summary>
    public byte[]? Value { get; } = record.Message.Value.RejectedValue;

    /// <summary>Its headers.</summary>
    public Headers? Headers { get; } = record.Message.Headers;

    /// <summary>The model, empty where it could not be read.</summary>
    public string Model { get; } = record.Message.Value.Model;

    /// <summary>Why it was rejected.</summary>
    public Fault Fault { get; } = record.Message.Value.Faults[0];

    /// <summary>Whether the broker refuses the record for its size, so that only a pointer to it can be written.</summary>
    public bool IsPointer { get; set; }
}
