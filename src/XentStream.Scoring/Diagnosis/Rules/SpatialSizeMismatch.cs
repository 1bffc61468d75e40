using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Maps of equal batch and rank whose height or width differ, and no permutation of axes fits.</summary>
internal sealed class SpatialSizeMismatch : IRule
{
    public FaultCode Code => FaultCode.SpatialSizeMismatch;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var (scores, labels) = (batch.S, batch.R);
        if (labels.Rank != scores.Rank || scores.Rank < 3 || batch.LeadingSizesDiffer || AreLastTwoEqual(scores, labels) || IsPermutation(scores, labels) || IsPermutation(batch.L, batch.Y))
        {
            return null;
        }

        var (height, width) = (scores[scores.Rank - 2], scores[scores.Rank - 1]);
        var (labelHeight, labelWidth) = (labels[labels.Rank - 2], labels[labels.Rank - 1]);
        var isStride = height > 0 && width > 0 && labelHeight / height > 1 && labelHeight % height == 0 && labelWidth % width == 0 && labelHeight / height == labelWidth / width;
        return new Fault(
            Code,
            $"The map of logits is {height}x{width}, that of labels {labelHeight}x{labelWidth}.",
            isStride ? $"The network has an output stride of {labelHeight / height}, and its logits were not resized." : "Convolutions without padding, rounding of odd sizes, or another resize on one side.",
            "Resize the logits (never the labels) to the size of the labels, or crop both alike.");
    }

    private static bool AreLastTwoEqual(TensorShape left, TensorShape right) =>
        left[left.Rank - 1] == right[right.Rank - 1] && left[left.Rank - 2] == right[right.Rank - 2];

    private static bool IsPermutation(TensorShape left, TensorShape right)
    {
        Span<long> ofLeft = stackalloc long[left.Rank];
        Span<long> ofRight = stackalloc long[right.Rank];
        for (var axis = 0; axis < left.Rank; axis++)
        {
            ofLeft[axis] = left[axis];
        }

        for (var axis = 0; axis < right.Rank; axis++)
        {
            ofRight[axis] = right[axis];
        }

        ofLeft.Sort();
        ofRight.Sort();
        return ofLeft.SequenceEqual(ofRight);
    }
}
