using Confluent.Kafka;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Tests.Recording;

/// <summary>Makes what the consumer returns, by the deserializers that it calls.</summary>
internal sealed class Consumed
{
    private readonly RecordEvaluator evaluator = new(new BatchEvaluator(_ => new Contract(), TimeProvider.System, evidence: new ModelEvidence()), _ => PayloadEncoding.Safetensors);
    private readonly RecordKey key = new();

    public ConsumeResult<RecordKey, Evaluation> Record(long offset, byte[]? value, int partition = 0, DateTimeOffset at = default, byte[]? key = null, Headers? headers = null) =>
        Record(offset, value, new Timestamp(at == default ? DateTimeOffset.UnixEpoch : at), partition, key, headers);

    public ConsumeResult<RecordKey, Evaluation> Record(long offset, byte[]? value, Timestamp timestamp, int partition = 0, byte[]? key = null, Headers? headers = null)
    {
        var context = new SerializationContext(MessageComponentType.Value, "predictions", headers);
        return new ConsumeResult<RecordKey, Evaluation>
        {
            TopicPartitionOffset = new TopicPartitionOffset("predictions", partition, offset),
            Message = new Message<RecordKey, Evaluation>
            {
                Key = this.key.Deserialize(key, key is null, context),
                Value = evaluator.Deserialize(value, value is null, context),
                Headers = headers,
                Timestamp = timestamp,
            },
        };
    }
}
