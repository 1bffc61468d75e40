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

        return new Fault(
            Code,
            $"{census.NotWhole} of {census.Count} labels are not whole numbers; the first is {batch.LabelTextAt(census.FirstNotWhole)} in row {census.FirstNotWhole}.",
            "A mask was interpolated, a regression target was sent as class ids, or values are missing.",
            "Resize label maps by nearest neighbour; map missing labels to the ignore value; never truncate.");
    }
}
