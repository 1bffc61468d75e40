using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>The same batch and another length; or flattened, where a common factor that leaves lengths of ten or more, or counts one below multiples of 8, speak for lengths.</summary>
internal sealed class SequenceLengthMismatch : IRule
{
    public FaultCode Code => FaultCode.SequenceLengthMismatch;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.P == batch.K || !Factors.AreLengths(batch))
        {
            return null;
        }

        var (isFlat, isUnsure) = (batch.R.Rank == 1, batch.LeadingSizesDiffer);
        var (scores, labels) = isFlat ? (batch.P, batch.K) : (batch.P / batch.S[0], batch.K / batch.R[0]);
        var isPadded = Factors.AreOneBelowEights(scores, labels);
        return new Fault(
            Code,
            $"Lengths {scores} of the scores and {labels} of the labels differ{(isPadded ? "; both and 1 more are multiples of 8" : "")}.",
            isPadded ? $"Each side was padded to a multiple of 8 by itself, and one step dropped{(isUnsure ? "; or rows were lost" : "")}. Sequence lengths, sent along, settle it."
                : isUnsure ? "Inputs and labels were padded or cut separately; or rows were lost on one side. Sequence lengths, sent along, settle it."
                : "Inputs and labels were padded or cut separately. Sequence lengths, sent along, settle which side is right.",
            "Pad the labels with the ignore value to the length of the inputs.")
        { Certainty = isUnsure ? Certainty.Ambiguous : Certainty.Likely, Alternatives = isUnsure ? [FaultCode.PartialBatchMismatch] : [] };
    }
}
