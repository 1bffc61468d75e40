using Confluent.Kafka;

namespace XentStream.Pipeline.Evaluating;

/// <summary>
/// Evaluates a record's value where it lies in librdkafka's memory: as the consumer's deserializer, which sees the bytes in place and only for the time of
/// the call. Only a rejected record's bytes are copied out.
/// </summary>
/// <remarks>It must never throw: by then the consumer's position has moved past the record, which would be lost in silence.</remarks>
internal sealed class RecordEvaluator(BatchEvaluator evaluator) : IDeserializer<Evaluation>
{
    /// <inheritdoc/>
    public Evaluation Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        var headers = new RecordHeaders
        {
            ContentType = Find(context.Headers, RecordHeaders.ContentTypeName),
            Model = Find(context.Headers, RecordHeaders.ModelName),
            Version = Find(context.Headers, RecordHeaders.VersionName),
        };
        var evaluation = evaluator.Evaluate(data, isNull, headers);
        evaluation.RejectedValue = evaluation.Status == BatchStatus.Rejected && !isNull ? data.ToArray() : null;
        return evaluation;
    }

    private static ReadOnlySpan<byte> Find(Headers? headers, string name) => headers is not null && headers.TryGetLastBytes(name, out var value) ? value : default;
}
