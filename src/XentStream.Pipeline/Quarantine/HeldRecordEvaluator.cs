using Confluent.Kafka;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Quarantine;

/// <summary>
/// The deserializer of quarantined records: evaluates those that are selected as if they came from their own topic, under today's contract, and leaves the others
/// as they are. Like <see cref="RecordEvaluator"/> it must never throw.
/// </summary>
/// <param name="evaluator">Steps 2 to 5.</param>
/// <param name="encodingOf">What is declared of the encoding of a topic.</param>
/// <param name="isTried">Which records are evaluated again.</param>
internal sealed class HeldRecordEvaluator(BatchEvaluator evaluator, Func<string, PayloadEncoding?> encodingOf, Func<QuarantinedRecord, bool> isTried) : IDeserializer<Evaluation>
{
    private static readonly TopicPartitionOffset Nowhere = new("", Partition.Any, Offset.Unset);

    /// <inheritdoc/>
    public Evaluation Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        var held = QuarantineMessage.Parse(context.Headers, Timestamp.Default, Nowhere);
        var evaluation = isTried(held)
            ? evaluator.Evaluate(data, isNull, RecordEvaluator.Read(held.Headers), encodingOf(held.Origin.Topic))
            : evaluator.RejectUnread(data.Length, held.Model, FaultOf(held));
        evaluation.RejectedValue = evaluation.Status == BatchStatus.Rejected && !isNull ? data.ToArray() : null;
        return evaluation;
    }

    // The header holds the sentences in one; nobody reads them from here.
    private static Fault FaultOf(QuarantinedRecord held) => new(FaultCodes.All.FirstOrDefault(code => code.Name == held.Code), held.Detail, "", "");
}
