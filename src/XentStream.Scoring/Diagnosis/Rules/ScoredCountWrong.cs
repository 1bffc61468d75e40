using System.Buffers.Text;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The sender's count of scored labels is not ours.</summary>
internal sealed class ScoredCountWrong : IRule
{
    public FaultCode Code => FaultCode.ScoredCountWrong;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var sent = batch.Sent.ScoredCount;
        if (sent.IsEmpty || batch.Totals is not { } totals || IsCount(sent, totals.Scored + totals.Infinite))
        {
            return null;
        }

        var scored = totals.Scored + totals.Infinite;
        return new Fault(
            Code,
            $"The sender counts {Quote.OfUtf8(sent)} scored labels; {scored} of {scored + totals.Ignored} are scored here.",
            "Padding is scored on one side only, or the sender's mean was divided by another count.",
            "Mask padding with the ignore value; carry sum and count in each message, and divide once.")
        { Severity = Severity.Warn };
    }

    /// <summary>Whether a text is this count.</summary>
    public static bool IsCount(ReadOnlySpan<byte> text, long count) =>
        Utf8Parser.TryParse(text, out ulong number, out var read) && read == text.Length && text[0] != (byte)'+' && number == (ulong)count;
}
