using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Flattened maps: many labels and predictions, with a common factor of 100 or more and counts within a factor of 16.</summary>
internal sealed class SpatialSizeMismatchFlattened : IRule
{
    public FaultCode Code => FaultCode.SpatialSizeMismatch;

    private const long LeastPixels = 50_000;
    private const long LeastFactor = 100;
    private const long LargestRatio = 16;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var (predictions, labels) = (batch.P, batch.K);
        var isMap = batch.R.Rank == 1 && batch.S.Rank == 1 && Math.Min(predictions, labels) > LeastPixels;
        return !isMap || Factors.Common(predictions, labels) < LeastFactor || Math.Max(predictions, labels) > LargestRatio * Math.Min(predictions, labels) ? null : new Fault(
            Code,
            $"{predictions} predictions and {labels} labels, both multiples of {Factors.Common(predictions, labels)}: flattened maps of different size.",
            "Output stride, convolutions without padding, or rounding made the map of logits smaller or larger than that of labels.",
            "Resize the logits (never the labels) to the size of the labels before flattening.")
        { Certainty = Certainty.Likely };
    }
}
