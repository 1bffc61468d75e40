using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>A label that is below 0 or no class, and not the value to ignore.</summary>
internal sealed class LabelOutOfRange : IRule
{
    public FaultCode Code => FaultCode.LabelOutOfRange;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!ClassIds.CanBeRead(ref batch) || batch.Census is not { Outside: > 0 } census)
        {
            return null;
        }

        return new Fault(
            Code,
            $"{census.Outside} of {census.Count} labels are outside [0, {(batch.HasClasses ? batch.C.ToString() : "2^63")}); the first is {batch.LabelTextAt(census.FirstOutside)} in row {census.FirstOutside}.",
            CauseOf(census, batch.HasClasses ? batch.C : double.PositiveInfinity),
            batch.HasClasses ? $"Encode labels as 0 to {batch.C - 1}, or declare IgnoreIndex." : "Send token ids from 0 on, or declare IgnoreIndex.")
        { Certainty = census.AreSigned ? Certainty.Ambiguous : Certainty.Certain, Alternatives = census.AreSigned ? [FaultCode.IgnoreIndexMismatch] : [] };
    }

    private static string CauseOf(LabelCensus census, double classes) =>
        census.AreSigned ? "Signed binary coding: all labels are -1 or 1; or -1 is an undeclared ignore value. The encoder settles it."
        : census.Min >= 0 && census.Max >= 10 * classes ? $"Raw ids (up to {census.Max:G9}) were sent in place of class indices."
        : census.Min >= 0 && census.Max < classes + 10 ? "The labels are of another, larger vocabulary or label set, or a mask was resized with overshoot."
        : "Raw ids, another vocabulary, or an ignore value that is not declared.";
}
