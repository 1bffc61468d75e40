using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>One value ends every row of labels, twice at least, and is scored.</summary>
internal sealed class ScoredCountWrongByTail : IRule
{
    public FaultCode Code => FaultCode.ScoredCountWrong;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.Sent.ScoredCount.IsEmpty || !PaddedTail.IsIn(batch.Rows, batch.IgnoreIndex, out var value))
        {
            return null;
        }

        var rows = batch.S.CountOf(0, batch.S.Rank - 1);
        return new Fault(
            Code,
            $"All {rows} rows of labels end in the same value {value}, and it is scored: it may be padding.",
            "Padding is scored as a class; or the class really ends every row, as a background or an end token does. The lengths settle it.",
            "Mask padding by length with the ignore value, or send xent-scored, the count of labels that are to be scored.")
        { Severity = Severity.Info, Certainty = Certainty.Ambiguous };
    }
}
