using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Index labels with a fraction, or not finite.</summary>
internal sealed class LabelNonIntegral : IRule
{
    public FaultCode Code => FaultCode.LabelNonIntegral;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.IsIndex || batch.Census is not { NotWhole: > 0 } census)
        {
            return null;
        }

        var isMissing = !double.IsFinite(batch.LabelAt(census.FirstNotWhole));
        return new Fault(
            Code,
            $"{census.NotWhole} of {census.Count} labels are not whole numbers; the first is {batch.LabelTextAt(census.FirstNotWhole)} in row {census.FirstNotWhole}.",
            isMissing ? "Labels are missing: a join, a mean or an empty cell gave NaN." : "A mask was interpolated when it was resized, or targets of a regression were sent as class ids.",
            isMissing ? "Map missing labels to the declared ignore value, or leave those rows out on both sides."
                : "Resize label maps by nearest neighbour, and never round or truncate labels; a regression is not scored here.");
    }
}
