using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests;

/// <summary>Decodes what must be refused, and checks what every refusal owes to its reader.</summary>
internal static class Refusal
{
    private const int LongestSentence = 199;

    public static Fault Of(ReadOnlySpan<byte> payload) => Of(payload, contentType: default);

    public static Fault Of(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> contentType) => Of(payload, Decoding.OfType(contentType), PayloadEncoding.Safetensors);

    public static Fault Of(ReadOnlySpan<byte> payload, PayloadEncoding? declared) => Of(payload, headers: default, declared);

    public static Fault Of(ReadOnlySpan<byte> payload, RecordHeaders headers, PayloadEncoding? declared)
    {
        var fault = new PayloadDecoder().Decode(payload, headers, declared, Decoding.AnyContract, out var decoded);
        Assert.NotNull(fault);
        Assert.False(decoded.Tensors.Scores.IsPresent || decoded.Tensors.Labels.IsPresent || decoded.Tensors.Weights.IsPresent);
        AssertReadable(fault);
        return fault;
    }

    /// <summary>Whether a fault can stand in a log line, a record header and a JSON document as it is.</summary>
    public static void AssertReadable(Fault fault)
    {
        Assert.Equal(Severity.Reject, fault.Severity);
        foreach (var sentence in new[] { fault.Wrong, fault.Cause, fault.Fix })
        {
            Assert.InRange(sentence.Length, 1, LongestSentence);
            Assert.DoesNotContain(sentence, char.IsControl);

            // Half a surrogate pair would become another character on its way through UTF-8.
            Assert.Equal(sentence, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(sentence)));
        }
    }
}
