using Confluent.Kafka;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Quarantine;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Tests.Recording;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Tests.Quarantine;

public sealed class HeldRecordEvaluatorTests
{
    [Fact]
    public void Record_ThatIsTried_IsEvaluatedByTheRulesOfItsOwnTopic()
    {
        var askedFor = new List<string>();
        var held = QuarantineMessage.Of(QuarantinedRecord.Of(new Consumed().Record(4, Payloads.TwoRows(labels: [0, 9]))));

        var evaluation = Evaluate(held, isTried: true, topic => { askedFor.Add(topic); return PayloadEncoding.Safetensors; });

        Assert.Equal(FaultCode.LabelOutOfRange, evaluation.Faults[0].Code);
        Assert.Equal(["predictions"], askedFor);
        Assert.False(evaluation.IsUnread);
        Assert.Equal(held.Value, evaluation.RejectedValue);
    }

    [Fact]
    public void Record_ThatIsNotTried_KeepsItsReasonAndItsBytes()
    {
        var held = QuarantineMessage.Of(QuarantinedRecord.Of(new Consumed().Record(4, Payloads.TwoRows(labels: [0, 9]))));

        var evaluation = Evaluate(held, isTried: false, _ => throw new InvalidOperationException("It is not to be read."));

        Assert.True(evaluation.IsUnread);
        Assert.Equal((BatchStatus.Rejected, FaultCode.LabelOutOfRange, "digits"), (evaluation.Status, evaluation.Faults[0].Code, evaluation.Model));
        Assert.Equal(held.Value, evaluation.RejectedValue);
    }

    private static Evaluation Evaluate(Message<byte[]?, byte[]?> held, bool isTried, Func<string, PayloadEncoding?> encodingOf) =>
        new HeldRecordEvaluator(new BatchEvaluator(_ => new Contract(), TimeProvider.System), encodingOf, _ => isTried)
            .Deserialize(held.Value, held.Value is null, new SerializationContext(MessageComponentType.Value, "quarantine", held.Headers));
}
