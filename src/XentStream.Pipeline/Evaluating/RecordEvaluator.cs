using Confluent.Kafka;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Evaluating;

/// <summary>
/// Evaluates a record's value where it lies in librdkafka's memory: as the consumer's deserializer, which sees the bytes in place and only for the time of
/// the call. Only a rejected record's bytes are copied out.
/// </summary>
/// <remarks>It must never throw: by then the consumer's position has moved past the record, which would be lost in silence.</remarks>
/// <param name="evaluator">Steps 2 to 5.</param>
/// <param name="encodingOf">What is declared of the encoding of a topic.</param>
internal sealed class RecordEvaluator(BatchEvaluator evaluator, Func<string, PayloadEncoding?> encodingOf) : IDeserializer<Evaluation>
{
    // Records of a topic come in long runs.
    private (string? Topic, PayloadEncoding? Encoding) last;

    /// <summary>The key of the record, which the client deserializes before the value: where labels come on a topic of their own, it can be the id.</summary>
    public RecordKey? Key { get; init; }

    /// <summary>How labels are joined that come on a topic of their own, or null where batches carry them.</summary>
    public JoinSettings? Join { get; init; }

    /// <summary>That topic.</summary>
    public string? LabelTopic { get; init; }

    /// <inheritdoc/>
    public Evaluation Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        var (headers, encoding) = (context.Headers, EncodingOf(context.Topic));
        var key = Key is null ? default : Key.Bytes;
        var evaluation = Join is null ? evaluator.Evaluate(data, isNull, Read(headers), encoding)
            : context.Topic == LabelTopic ? evaluator.EvaluateLabel(data, isNull, Read(headers), encoding, key, Join.Corrections == Corrections.Last)
            : evaluator.EvaluatePrediction(data, isNull, Read(headers), encoding, key);
        evaluation.RejectedValue = evaluation.Status == BatchStatus.Rejected && !isNull ? data.ToArray() : null;
        return evaluation;
    }

    private PayloadEncoding? EncodingOf(string topic)
    {
        if (topic != last.Topic)
        {
            last = (topic, encodingOf(topic));
        }

        return last.Encoding;
    }

    /// <summary>What the headers say of the value.</summary>
    public static RecordHeaders Read(Headers? headers)
    {
        RecordHeaders read = default;
        for (var i = 0; i < (headers?.Count ?? 0); i++)
        {
            read.Take(headers![i].Key, headers[i].GetValueBytes());
        }

        return read;
    }
}
