using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests.Tensors;

public sealed class LabelTextsTests
{
    [Theory]
    [InlineData("""["cat", "dog", "cat"]""", "[3] are text: 2 different in 3, the first is `cat`.", "Names of classes", "map that the model was trained with")]
    [InlineData("""["3", "1", "4"]""", "[3] are numbers written as text: the first is `3`.", "CSV", "Convert the labels")]
    [InlineData("""["3", "one", "4"]""", "[3] are text: 3 different in 3,", "Names of classes", "map that the model was trained with")]
    [InlineData("""[3, null, 4, null]""", "[4] hold null: 2 of 4, the first at place 1.", "without a label", "ignore value")]
    [InlineData("""[{"id": 3}, {"id": 4}]""", "[2] hold JSON objects: 2 of 2.", "name, id or score", "class index of each row alone")]
    public void Labels_InPlainJson_AreToldByWhatTheyAre(string labels, string wrong, string cause, string fix)
    {
        var decoder = new PayloadDecoder(readsPlainLabels: true);
        Assert.Null(decoder.Read(Encoding.UTF8.GetBytes($$"""{"labels": {{labels}}}"""), default, PayloadEncoding.OipJson, out var decoded));

        var fault = decoder.SelectLabels(decoded, TensorNames.Default, out _)!;

        Refusal.AssertReadable(fault);
        Assert.Equal(FaultCode.LabelText, fault.Code);
        Assert.StartsWith("The labels `labels` " + wrong, fault.Wrong, StringComparison.Ordinal);
        Assert.Contains(cause, fault.Cause, StringComparison.Ordinal);
        Assert.Contains(fix, fault.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_BehindTheirLengths_AreRead()
    {
        var texts = LabelTexts.Of([3, 0, 0, 0, (byte)'c', (byte)'a', (byte)'t', 1, 0, 0, 0, (byte)'7', 9, 0, 0, 0, (byte)'x'], TensorForm.Bytes);

        Assert.Equal((2, 2, "cat", false), (texts.Count, texts.Different, texts.First, texts.AreNumbers));
    }

    [Fact]
    public void Labels_OfAMillion_AreNotAllRead() =>
        Assert.Equal(LabelTexts.Most, LabelTexts.Of(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("\"x\"", 2 * LabelTexts.Most))}]"), TensorForm.Json).Count);

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 1 })]
    public void Labels_ThatAreCutOff_AreNone(byte[] source) => Assert.Equal((0, null), (LabelTexts.Of(source, TensorForm.Bytes).Count, LabelTexts.Of(source, TensorForm.Bytes).First));
}
