using System.Runtime.InteropServices;
using System.Text;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Tests.Evaluating;

public sealed class JoinedEvaluationTests
{
    private readonly JoinedRecord records = new();

    [Theory]
    [InlineData("""{"labels":[1]}""", null, FaultCode.RecordIdMissing)]
    [InlineData("""{"id":"a","labels":[1,2],"rows":[3,3]}""", null, FaultCode.LabelRowRepeated)]
    [InlineData("""{"id":"a","labels":[1,2],"rows":[3,-1]}""", null, FaultCode.LabelRowUnknown)]
    [InlineData("""{"id":"a","labels":[1,2],"rows":[3]}""", null, FaultCode.LabelCountMismatch)]
    [InlineData("""{"id":"a","labels":[1],"rows":[0.5]}""", null, FaultCode.TensorTypeUnsupported)]
    [InlineData("""{"id":"a","labels":["cat"]}""", null, FaultCode.LabelText)]
    [InlineData("""{"id":"a","labels":[1}""", null, FaultCode.HeaderMalformed)]
    [InlineData("""{"id":"a"}""", null, FaultCode.TensorMissing)]
    [InlineData(null, null, FaultCode.RecordIdMissing)]
    public void Label_ThatShowsByItselfThatItIsWrong_IsNamed(string? json, string? key, FaultCode code) =>
        Assert.Equal(code, Assert.Single(records.Label(json, key).Message.Value.Faults).Code);

    [Theory]
    [InlineData("""{"id":"payload","labels":[1]}""", "key", "xent-id", "header", "header")]
    [InlineData("""{"id":"payload","labels":[1]}""", "key", "ce_id", "event", "event")]
    [InlineData("""{"id":"payload","labels":[1]}""", "key", "other", "", "payload")]
    [InlineData("""{"id":4711,"labels":[1]}""", "key", "other", "", "4711")]
    [InlineData("""{"labels":[1]}""", "key", "other", "", "key")]
    public void Label_OfSeveralIds_HasTheFirst(string json, string key, string header, string value, string expected)
    {
        var label = records.Label(json, key, headers: (header, value)).Message.Value;

        Assert.Empty(label.Faults);
        Assert.Equal(expected, Encoding.UTF8.GetString(label.Joined!.Id.Span));
    }

    // What was found to fit is not looked at again; so each comes after each.
    [Theory]
    [InlineData("logits", "FP32", "[1,3]", "[1.0,2.0,3.0]", "")]
    [InlineData("logits", "FP64", "[1,3]", "[1.0,2.0,3.0]", "")]
    [InlineData("log_probabilities", "FP32", "[1,3]", "[-1.0,-2.0,-3.0]", "")]
    [InlineData("logits", "FP32", "[3]", "[1.0,2.0,3.0]", "")]
    [InlineData("logits", "FP32", "[2,3]", "[1.0,2.0,3.0,4.0,5.0,6.0]", "")]
    [InlineData("logits", "FP32", "[2,3]", "[1.0,2.0,3.0,4.0,5.0,6.0]", ""","weights":[1.0,0.5]""")]
    [InlineData("logits", "FP32", "[2,3]", "[1.0,2.0,3.0,4.0,5.0,6.0]", ""","weights":[1.0,0.5,2.0]""")]
    [InlineData("logits", "FP32", "[1,3,2]", "[1.0,2.0,3.0,4.0,5.0,6.0]", "")]
    [InlineData("logits", "FP32", "[2,1]", "[1.0,2.0]", "")]
    [InlineData("logits", "FP32", "[0,3]", "[]", "")]
    [InlineData("logits", "INT64", "[1,3]", "[1,2,3]", "")]
    public void Prediction_AfterAnyOther_IsWhatItIsByItself(string name, string type, string shape, string data, string weights)
    {
        var others = typeof(JoinedEvaluationTests).GetMethod(nameof(Prediction_AfterAnyOther_IsWhatItIsByItself))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().ToList();
        var expected = Describe(new JoinedRecord(new Contract()), name, type, shape, data, weights);
        Assert.Equal(11, others.Count);
        foreach (var other in others)
        {
            var used = new JoinedRecord(new Contract());
            Describe(used, (string)other.Data[0]!, (string)other.Data[1]!, (string)other.Data[2]!, (string)other.Data[3]!, (string)other.Data[4]!);
            Assert.Equal(expected, Describe(used, name, type, shape, data, weights));
        }
    }

    [Fact]
    public void Label_OfSomeRows_HoldsThemAndTheirValues()
    {
        var label = records.Label("""{"id":"a","rows":[4,0],"labels":[7,9]}""").Message.Value.Joined!;

        Assert.Equal([4, 0], label.RowNumbers.Span);
        Assert.Equal((2, ElementType.I64), (label.Rows, label.Type));
        Assert.Equal([7L, 9L], MemoryMarshal.Cast<byte, long>(label.Values.Span));
    }

    [Fact]
    public void Label_OfDistributions_CountsARowForEach() =>
        Assert.Equal(2, records.Label("""{"id":"a","labels":[[0.5,0.5,0.0],[1.0,0.0,0.0]]}""").Message.Value.Joined!.Rows);

    [Fact]
    public void Label_WithoutValue_WithdrawsOnlyWhereTheLastStands()
    {
        var withdrawal = records.Label(null).Message.Value;
        Assert.Empty(withdrawal.Faults);
        Assert.True(withdrawal.Joined!.IsWithdrawal);

        Assert.Equal(FaultCode.PayloadMissing, Assert.Single(new JoinedRecord(corrections: Corrections.First).Label(null).Message.Value.Faults).Code);
    }

    [Fact]
    public void Label_OfAHeartbeat_HasNoRowsAndNoFault()
    {
        var heartbeat = records.Label(null, key: null, headers: ("xent-heartbeat", "")).Message.Value;

        Assert.Empty(heartbeat.Faults);
        Assert.True(heartbeat.Joined!.IsHeartbeat);
    }

    [Fact]
    public void Prediction_WithoutLabels_IsTakenWithItsClassesLast()
    {
        const string Json = """{"model_name":"m","outputs":[{"name":"logits","datatype":"FP32","shape":[1,3,2],"data":[1,2,3,4,5,6]}]}""";
        var prediction = records.Prediction(Json).Message.Value;

        Assert.Empty(prediction.Faults);
        Assert.Equal((2, ElementType.F32), (prediction.Joined!.Rows, prediction.Joined.Type));
        Assert.Equal([1f, 3f, 5f, 2f, 4f, 6f], MemoryMarshal.Cast<byte, float>(prediction.Joined.Values.Span));
    }

    [Theory]
    [InlineData("[2,1]", "[1,2]", FaultCode.SingleLogitSoftmax)]
    [InlineData("[1,4]", "[1,2,3,4]", FaultCode.ClassCountMismatch)]
    [InlineData("[3]", "[1,2]", FaultCode.ByteLengthMismatch)]
    public void Prediction_ThatBreaksItsContractByItself_IsNamed(string shape, string data, FaultCode code)
    {
        var declared = new JoinedRecord(new Contract { Classes = 3 });
        var json = $$"""{"model_name":"m","outputs":[{"name":"logits","datatype":"FP32","shape":{{shape}},"data":{{data}}}]}""";

        var prediction = declared.Prediction(json).Message.Value;
        Assert.Equal(code, prediction.Faults[0].Code);
        Assert.Equal(BatchStatus.Rejected, prediction.Status);
    }

    [Fact]
    public void Prediction_WithoutId_IsNamed() => Assert.Equal(
        FaultCode.RecordIdMissing,
        Assert.Single(records.Prediction("""{"outputs":[{"name":"logits","datatype":"FP32","shape":[1,2],"data":[1,2]}]}""", key: null).Message.Value.Faults).Code);

    private static string Describe(JoinedRecord records, string name, string type, string shape, string data, string weights)
    {
        var weightsAsTensor = weights.Length == 0 ? "" : $$""",{"name":"weights","datatype":"FP64","shape":[{{weights.Count(c => c == ',')}}],"data":{{weights[(weights.IndexOf(':', StringComparison.Ordinal) + 1)..]}}}""";
        var json = $$"""{"model_name":"digits","model_version":"v1","id":"a","outputs":[{"name":"{{name}}","datatype":"{{type}}","shape":{{shape}},"data":{{data}}}{{weightsAsTensor}}]}""";
        var (evaluation, content) = (records.Prediction(json).Message.Value, records.Prediction(json).Message.Value.Joined!);
        return $"{string.Join(", ", evaluation.Faults.Select(fault => fault.Code))}; {content.Rows} rows of {content.Kind} as {content.Type}: {Convert.ToHexString(content.Values.Span)}, weights {string.Join(", ", content.Weights.Span.ToArray())}";
    }
}
