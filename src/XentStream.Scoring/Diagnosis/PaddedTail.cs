using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Labels that look like padding: one value in the last two places of every row, and scored.</summary>
internal static class PaddedTail
{
    private const int Places = 2;

    /// <summary>Whether a batch has such labels.</summary>
    public static bool IsIn(in ScorableBatch batch, long? ignoreIndex, out long value)
    {
        value = 0;
        var length = LengthOfRows(batch);
        if (length < Places || batch.Rows < 2 * length || batch.Contract.Link == Link.Sigmoid)
        {
            return false;
        }

        for (var end = length; end <= batch.Rows; end += length)
        {
            for (var row = end - Places; row < end; row++)
            {
                if (ClassOf(batch, row) is not { } label || label == ignoreIndex || (end > length && label != value) || (row == length - 1 && label != value))
                {
                    return false;
                }

                value = label;
            }
        }

        return !batch.Kinds.HasDenseLabels || AreAllOneHot(batch);
    }

    // The last axis of the predictions; 1 where they have no other.
    private static long LengthOfRows(in ScorableBatch batch)
    {
        var last = batch.Rank - 1;
        var rank = batch.ClassAxis is null ? batch.Rank : last;
        return rank < 2 ? 1 : batch.Scores.Shape[batch.ClassAxis == last ? last - 1 : last];
    }

    private static long? ClassOf(in ScorableBatch batch, long row)
    {
        if (!batch.Kinds.HasDenseLabels)
        {
            return batch.Labels.Type.IsInteger ? batch.IntegerOfLabel(row) : (long)batch.NumberOfLabel(row);
        }

        var label = batch.LabelsOfRow(row);
        return label.IsOneHot() ? label.Top() : null;
    }

    private static bool AreAllOneHot(in ScorableBatch batch)
    {
        for (var row = 0L; row < batch.Rows; row++)
        {
            if (!batch.LabelsOfRow(row).IsOneHot())
            {
                return false;
            }
        }

        return true;
    }
}
