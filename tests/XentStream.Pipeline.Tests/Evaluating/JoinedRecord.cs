using System.Text;
using Confluent.Kafka;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Tests.Evaluating;

/// <summary>Records of two topics that are joined, as the consumer returns them.</summary>
internal sealed class JoinedRecord
{
    /// <summary>A prediction of two rows of three classes.</summary>
    public const string TwoRows = """{"model_name":"digits","model_version":"v1","outputs":[{"name":"logits","datatype":"FP32","shape":[2,3],"data":[1,1,0,7,7,7]}]}""";

    private readonly RecordKey key = new();
    private readonly RecordEvaluator evaluator;

    public JoinedRecord(Contract? contract = null, Corrections corrections = Corrections.Last) =>
        evaluator = new RecordEvaluator(new BatchEvaluator(_ => contract ?? new Contract(), TimeProvider.System), _ => PayloadEncoding.OipJson)
        {
            Key = key,
            Join = new JoinSettings { Within = TimeSpan.FromMinutes(1), Corrections = corrections },
            LabelTopic = "labels",
        };

    public ConsumeResult<RecordKey, Evaluation> Label(string? json, string? key = "id", long offset = 0, long at = 0, params (string Name, string Value)[] headers) => Of("labels", json, key, offset, at, headers);

    public ConsumeResult<RecordKey, Evaluation> Prediction(string? json, string? key = "id", long offset = 0, long at = 0, params (string Name, string Value)[] headers) => Of("predictions", json, key, offset, at, headers);

    private ConsumeResult<RecordKey, Evaluation> Of(string topic, string? json, string? key, long offset, long at, (string Name, string Value)[] headers)
    {
        var all = new Headers();
        foreach (var (name, value) in headers)
        {
            all.Add(name, Encoding.UTF8.GetBytes(value));
        }

        var context = new SerializationContext(MessageComponentType.Value, topic, all);
        return new ConsumeResult<RecordKey, Evaluation>
        {
            TopicPartitionOffset = new TopicPartitionOffset(topic, 0, offset),
            Message = new Message<RecordKey, Evaluation>
            {
                Key = this.key.Deserialize(Encoding.UTF8.GetBytes(key ?? ""), key is null, context),
                Value = evaluator.Deserialize(Encoding.UTF8.GetBytes(json ?? ""), json is null, context),
                Headers = all,
                Timestamp = new Timestamp(at, TimestampType.CreateTime),
            },
        };
    }
}
