using XentStream.Encodings.OpenInference;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests.OpenInference;

/// <summary>Compares what the decoder sees in a message with what the official parser sees, tensor by tensor.</summary>
internal static class Agreement
{
    public static void Assert(ReadOnlySpan<byte> payload, RecordHeaders headers, PayloadEncoding encoding, IReadOnlyDictionary<string, ExpectedTensor> expected)
    {
        // Scores and labels can be any two of the tensors, so each is looked at.
        var decoder = new PayloadDecoder();
        foreach (var (name, tensor) in expected)
        {
            var names = TensorNames.Of([("logits", name), ("labels", expected.Keys.First(other => other != name))])!;

            Xunit.Assert.Null(decoder.Decode(payload, headers, encoding, new Contract { Names = names }, out var decoded));

            Xunit.Assert.Equal(OipTypes.Find(System.Text.Encoding.UTF8.GetBytes(tensor.Datatype))!.Element, decoded.Tensors.Scores.Type);
            Xunit.Assert.Equal(TensorShape.Of(tensor.Shape), decoded.Tensors.Scores.Shape);
            Xunit.Assert.True(decoded.Tensors.Scores.Bytes.SequenceEqual(tensor.Bytes), name);
        }
    }
}
