namespace XentStream.Scoring.Diagnosis;

/// <summary>The class of every row that is scored.</summary>
internal static class ClassLabels
{
    /// <summary>Stands for a row that is not scored.</summary>
    public const int None = -1;

    /// <summary>The classes of the rows of a batch without faults, or null where its labels are not one class each.</summary>
    public static int[]? Of(in DiagnosedBatch batch)
    {
        var classes = new int[batch.Rows.Rows];
        for (var row = 0; row < classes.Length; row++)
        {
            if (!batch.IsScored(row))
            {
                classes[row] = None;
            }
            else if (!batch.IsDense)
            {
                classes[row] = (int)batch.LabelAt(row);
            }
            else if (batch.Rows.LabelsOfRow(row) is var label && label.IsOneHot())
            {
                classes[row] = label.Top();
            }
            else
            {
                return null;
            }
        }

        return classes;
    }
}
