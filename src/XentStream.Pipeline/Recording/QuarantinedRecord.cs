using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
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

    /// <summary>The offset behind the last, where it is a pointer to several records that could not be read; null where it is one record.</summary>
    public long? To { get; init; }

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

    /// <summary>A label that was just read, and does not fit a prediction that it reaches.</summary>
    public static QuarantinedRecord Of(ConsumeResult<RecordKey, Evaluation> record, LabelMisfit misfit) => new()
    {
        Origin = record.TopicPartitionOffset,
        Timestamp = record.Message.Timestamp,
        Key = record.Message.Key.ToArray(),
        Value = record.Message.Value.Joined!.Raw.Span.ToArray(),
        Headers = record.Message.Headers,
        Model = misfit.Model,
        Code = misfit.Fault.Code.Name,
        Detail = DetailOf(misfit.Fault),
    };

    /// <summary>A label that was read some time ago, and does not fit a prediction that came since.</summary>
    public static QuarantinedRecord PointTo(PartitionId labels, LabelMisfit misfit) => new()
    {
        Origin = new TopicPartitionOffset(labels.ToTopicPartition(), misfit.Offset),
        Timestamp = new Timestamp(misfit.Time, TimestampType.CreateTime),
        Model = misfit.Model,
        Code = misfit.Fault.Code.Name,
        Detail = DetailOf(misfit.Fault),
        Pointer = "not kept: its prediction came after it; read it at its topic, partition and offset",
    };

    /// <summary>Offsets that cannot be read, whose records nobody knows.</summary>
    /// <param name="partition">Where they are.</param>
    /// <param name="from">The first of them.</param>
    /// <param name="to">The offset behind the last.</param>
    /// <param name="code">The reason code.</param>
    /// <param name="detail">What is wrong, the likely cause, and the fix.</param>
    /// <param name="foundAt">When that was found out: when they were written is not known.</param>
    public static QuarantinedRecord PointTo(PartitionId partition, long from, long to, string code, string detail, DateTimeOffset foundAt) => new()
    {
        Origin = new TopicPartitionOffset(partition.ToTopicPartition(), from),
        To = to,
        Timestamp = new Timestamp(foundAt),
        Model = "",
        Code = code,
        Detail = detail,
        Pointer = "not kept: the bytes are damaged where they stand",
    };

    /// <summary>The same record, evaluated again and rejected again.</summary>
    public QuarantinedRecord Again(Evaluation evaluation) =>
        this with { Model = evaluation.Model, Code = evaluation.Faults[0].Code.Name, Detail = DetailOf(evaluation), Attempts = Attempts + 1 };

    /// <summary>Keeps a pointer in place of the bytes.</summary>
    public void BecomePointer() => Pointer = $"too large to keep: {Value?.Length ?? 0} bytes; read it at its topic, partition and offset";

    private static string DetailOf(Evaluation evaluation) => DetailOf(evaluation.Faults[0]);

    private static string DetailOf(Fault fault) => $"{fault.Wrong} {fault.Cause} {fault.Fix}";
}
